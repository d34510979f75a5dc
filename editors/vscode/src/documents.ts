// The files that envlint checks.

/** A pattern for file names, with the schemes that such files can have. */
interface DocumentPattern {
  readonly scheme: string;
  readonly pattern: string;
}

/** Glob patterns of the files that envlint reads, relative to any folder. */
const PATTERNS = [
  "**/.vscode/{settings,launch,tasks,mcp}.json",
  "**/*.code-workspace",
  "**/{devcontainer,.devcontainer}.json",
  "**/{envlint,.envlint}.toml",
  // The user's own files, and the settings of a remote computer. A desktop shows the former with the scheme vscode-userdata.
  "**/User/{settings,tasks,mcp}.json",
  "**/User/profiles/*/{settings,tasks,mcp}.json",
  "**/Machine/settings.json",
] as const;

/** The documents that are sent to the server. */
export const SELECTOR: DocumentPattern[] = ["file", "vscode-userdata"].flatMap((scheme) =>
  PATTERNS.map((pattern) => ({ scheme, pattern })),
);

/** The files in whose presence the server is started before a document is opened, relative to a workspace folder. */
export const FOLDER_FILES =
  "{.vscode/settings.json,.vscode/launch.json,.vscode/tasks.json,.vscode/mcp.json,.devcontainer.json,.devcontainer/devcontainer.json,envlint.toml}";

/** What the server watches for changes outside the editor. */
export const WATCHED =
  "**/{.vscode/*.json,*.code-workspace,devcontainer.json,.devcontainer.json,envlint.toml,.envlint.toml,.env,*.env,.env.*}";
