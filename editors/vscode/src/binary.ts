// Which envlint to run.
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** What decides which envlint is run. */
export interface BinaryChoice {
  /** The value of the setting `envlint.path`. */
  readonly configured: string;
  /** Whether the user trusts the folder. */
  readonly trusted: boolean;
  /** The folder of this extension. */
  readonly extensionFolder: string;
  readonly platform: NodeJS.Platform;
  readonly home?: string;
}

/** The path of the envlint to run: the configured one if the folder is trusted, otherwise the one in this extension. */
export function binaryPath(choice: BinaryChoice): string {
  const configured = choice.configured.trim();
  if (choice.trusted && configured !== "") {
    const expanded = /^~[/\\]/.test(configured) ? join(choice.home ?? homedir(), configured.slice(2)) : configured;
    if (!isAbsolute(expanded)) {
      throw new Error(`The setting envlint.path must be an absolute path, but it is ${JSON.stringify(configured)}.`);
    }
    return expanded;
  }
  return join(choice.extensionFolder, "bin", choice.platform === "win32" ? "envlint.exe" : "envlint");
}
