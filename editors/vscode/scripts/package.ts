// Packages the extension with the envlint of one platform:
//
//     npm run package -- TARGET BINARY [FOLDER]
//
// TARGET is a platform of VS Code, such as linux-x64; BINARY is the envlint for it, and FOLDER the folder for the package.
// A published README needs absolute addresses of its pictures: BASE_URL=https://… is the address of this folder.
import { spawnSync } from "node:child_process";
import { chmod, copyFile, mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { createVSIX } from "@vscode/vsce";
import manifest from "../package.json" with { type: "json" };

const TARGETS = [
  "linux-x64",
  "linux-arm64",
  "linux-armhf",
  "alpine-x64",
  "alpine-arm64",
  "darwin-x64",
  "darwin-arm64",
  "win32-x64",
  "win32-arm64",
];

const [target = "", binary = "", folder = "."] = process.argv.slice(2);
if (!TARGETS.includes(target) || binary === "") {
  console.error(`usage: npm run package -- TARGET BINARY [FOLDER]\nTARGET is one of ${TARGETS.join(", ")}`);
  process.exit(2);
}

const built = spawnSync(process.execPath, ["scripts/build.ts"], { stdio: "inherit" });
if (built.status !== 0) process.exit(built.status ?? 1);

const bundled = join("bin", target.startsWith("win32") ? "envlint.exe" : "envlint");
await rm("bin", { recursive: true, force: true });
await mkdir("bin");
await copyFile(binary, bundled);
await chmod(bundled, 0o755);

const packagePath = join(folder, `envlint-${manifest.version}-${target}.vsix`);
const base = process.env.BASE_URL;
await createVSIX({
  target,
  packagePath,
  dependencies: false,
  allowMissingRepository: true,
  ...(base === undefined ? { rewriteRelativeLinks: false } : { baseContentUrl: base, baseImagesUrl: base }),
});
const sizes = await Promise.all(
  [packagePath, bundled, "dist/extension.cjs"].map(async (path) => [path, (await stat(path)).size] as const),
);
for (const [path, size] of sizes) console.log(`${(size / 1e6).toFixed(2).padStart(8)} MB  ${path}`);
