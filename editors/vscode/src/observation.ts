// What this window knows about its own environments, in the form of a part of envlint's machine file.

/** The variables of a process. */
export type Environment = Readonly<Record<string, string>>;

/** What this window has seen. Absent means that nobody looked. */
export interface WindowObservation {
  readonly trusted: boolean;
  readonly folders: readonly string[];
  readonly host: HostObservation;
  /** The environment of a program that is started at the prompt of a terminal of the default profile. */
  readonly terminal?: Environment;
  /** The environment of a program that is started by a shell task without its own variables. */
  readonly task?: Environment;
}

/** The process that runs the extensions. */
export interface HostObservation {
  readonly pid: number;
  readonly parent: number;
  readonly started: Date;
  readonly env: Environment;
}

/** The machine file, version 1, as far as this extension writes it. */
export interface MachinePart {
  readonly version: 1;
  readonly trust: boolean;
  readonly processes: readonly object[];
  readonly interactive_shell?: { readonly env: Environment };
  readonly task_shell?: { readonly env: Environment };
}

/** The part of a machine file that `envlint doctor --observed` reads. */
export function machinePart({ trusted, folders, host, terminal, task }: WindowObservation): MachinePart {
  const { pid, parent, started, env } = host;
  return {
    version: 1,
    trust: trusted,
    processes: [{ pid, parent, kind: "extension-host", started: started.toISOString(), folders, env }],
    ...(terminal && { interactive_shell: { env: terminal } }),
    ...(task && { task_shell: { env: task } }),
  };
}

/** The variables of `env` that are set. */
export function setVariables(env: NodeJS.ProcessEnv): Environment {
  const set = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(set);
}

/** The environment in a JSON text; `undefined` if the text is not complete or is something else. */
export function parsedEnvironment(text: string): Environment | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const isText = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === "string";
  const entries = Object.entries(value);
  return entries.every(isText) ? Object.fromEntries(entries) : undefined;
}
