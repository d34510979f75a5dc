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
] as const;

/** The documents that are sent to the server: files, and the user's own settings. */
export const SELECTOR: DocumentPattern[] = [
  ...PATTERNS.map((pattern) => ({ scheme: "file", pattern })),
  { scheme: "vscode-userdata", pattern: "**/{settings,tasks,mcp}.json" },
];

/** The files in whose presence the server is started before a document is opened, relative to a workspace folder. */
export const FOLDER_FILES =
  "{.vscode/settings.json,.vscode/launch.json,.vscode/tasks.json,.vscode/mcp.json,.devcontainer.json,.devcontainer/devcontainer.json,envlint.toml}";

/** What the server watches for changes outside the editor. */
export const WATCHED =
  "**/{.vscode/*.json,*.code-workspace,devcontainer.json,.devcontainer.json,envlint.toml,.envlint.toml,.env,*.env,.env.*}";
