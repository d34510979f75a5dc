// Private temporary files. Only the user can read them, and they are removed after use.
import { watch } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A temporary folder that only the user can enter. */
export class PrivateFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Creates a file that only the user can read, and returns its path. */
  async file(name: string, text = ""): Promise<string> {
    const path = join(this.path, name);
    await writeFile(path, text, { mode: 0o600, flag: "wx" });
    return path;
  }

  /** The first result of `parse` other than `undefined` for the text of the file at `path`, which another program writes. */
  async written<T>(path: string, parse: (text: string) => T | undefined, signal: AbortSignal): Promise<T | undefined> {
    const watcher = watch(this.path);
    try {
      return await new Promise<T | undefined>((resolve, reject) => {
        const look = () => {
          readFile(path, "utf8").then((text) => {
            const parsed = parse(text);
            if (parsed !== undefined) resolve(parsed);
          }, reject);
        };
        watcher.on("change", look);
        watcher.on("error", reject);
        signal.addEventListener("abort", () => resolve(undefined), { once: true });
        look();
      });
    } finally {
      watcher.close();
    }
  }
}

/** Calls `use` with a private folder, and removes the folder afterwards. */
export async function withPrivateFolder<T>(use: (folder: PrivateFolder) => Promise<T>): Promise<T> {
  const path = await mkdtemp(join(tmpdir(), "envlint-"));
  try {
    return await use(new PrivateFolder(path));
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}
