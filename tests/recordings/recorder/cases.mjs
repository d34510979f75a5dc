// The cases: what to start for each, its special requirements, and how to compare two recordings of it.

const DEBUG = ["node-debug", "node-debug-in-terminal"];
const TASKS = ["shell-task", "process-task"];

/**
 * What some runs had besides their files. `trust`: whether the folder is trusted (else the server does without that question);
 * `collection`: what the recorder gives terminals, by vscode.EnvironmentVariableCollection.
 */
const BESIDES = {
  "trust-granted": { trust: true },
  "trust-restricted": { trust: false },
  "collection-login": { collection: [["prepend", "PATH", "/coll:"]] },
  "debug-node-profile": { collection: [["replace", "C", "collection"], ["replace", "CL", "collection"]] },
  "debug-node-profile-auto": { collection: [["replace", "C", "collection"], ["replace", "CL", "collection"]] },
};

export const besides = (name) => ({ collection: [], ...BESIDES[name] });

/** Why a case cannot be recorded here, or nothing. */
export const obstacle = ({ case: name, seen }) => {
  if (seen.some(({ consumer }) => consumer.startsWith("mcp"))) return "the recorder cannot start MCP servers";
  return name.startsWith("go-") ? "it needs the Go extension, and stand-ins for go, gopls and dlv" : undefined;
};

/** The processes to start: those that the case has seen, with what the recorder must know of them. */
export function processes({ seen, files }) {
  return seen.map(({ consumer, name }) => {
    if (TASKS.includes(consumer)) {
      const label = name ?? plainTask(consumer, files[".vscode/tasks.json"]);
      return { consumer, name, label, file: `@OUT@/task-${label}.spawn` };
    }
    if (DEBUG.includes(consumer)) return { consumer, name, file: `@OUT@/debug-${name}.env` };
    if (consumer === "prompt") return { consumer, name, file: "@OUT@/prompt.env" };
    return { consumer, name };
  });
}

/** A process without a name is a task without its own variables. */
function plainTask(consumer, text) {
  const kind = consumer.replace("-task", "");
  const plain = ({ options, linux }) => !options?.env && !linux?.options?.env;
  const found = JSON.parse(text).tasks.find((task) => task.type === kind && plain(task));
  if (!found) throw new Error(`tasks.json has no ${kind} task without its own variables`);
  return found.label;
}

/** The variables of `names` in `env`, in this order. */
export function only(env, names) {
  const there = names.filter((name) => Object.hasOwn(env, name));
  return Object.fromEntries(there.map((name) => [name, env[name]]));
}

/** What differs, a line each. */
export function differences(before, after) {
  const lines = [];
  const compare = (where, was, is) => {
    if (JSON.stringify(was) !== JSON.stringify(is)) lines.push(`${where}: ${shown(is)}, recorded was ${shown(was)}`);
  };
  const variables = (where, was, is) => {
    for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) compare(`${where}, ${name}`, was[name], is[name]);
  };
  compare("shell", before.shell, after.shell);
  compare("folders", before.folders, after.folders);
  variables("base", before.base, after.base);
  before.seen.forEach(({ consumer, name, env }) => {
    const title = name === null ? consumer : `${consumer} ${name}`;
    const again = after.seen.find((it) => it.consumer === consumer && it.name === name);
    if (again) variables(title, env, again.env);
  });
  return lines;
}

const shown = (value) => (value === undefined ? "not set" : JSON.stringify(value));

/** The text of environments.json: one case a line, so that a diff names them. */
export const textOf = (cases) => `[\n${cases.map(inOneLine).join(",\n")}\n]\n`;

function inOneLine(value) {
  if (Array.isArray(value)) return `[${value.map(inOneLine).join(", ")}]`;
  if (value === null || typeof value !== "object") return visible(JSON.stringify(value));
  return `{${Object.entries(value).map(([name, of]) => `${inOneLine(name)}: ${inOneLine(of)}`).join(", ")}}`;
}

/** Some programs end a line at these, and others do not. */
const visible = (json) =>
  json.replace(/[\u0080-\u009f\u2028\u2029]/g, (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, "0")}`);
