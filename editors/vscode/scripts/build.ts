// Bundles the extension and the script of its pages into `dist`.
import { rm } from "node:fs/promises";
import { build } from "esbuild";

const common = { bundle: true, minify: true, sourcemap: false, target: "es2023", legalComments: "eof" } as const;

await rm("dist", { recursive: true, force: true });
await build({
  ...common,
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.cjs",
  platform: "node",
  format: "cjs",
  external: ["vscode"],
});
await build({
  ...common,
  entryPoints: ["src/webview/page.ts"],
  outfile: "dist/page.js",
  platform: "browser",
  format: "iife",
});
