// Draws images/icon.svg as images/icon.png, because VS Code accepts no other format for the icon of an extension.
import { readFile, writeFile } from "node:fs/promises";
import { Resvg } from "@resvg/resvg-js";

const svg = await readFile("images/icon.svg", "utf8");
await writeFile("images/icon.png", new Resvg(svg, { fitTo: { mode: "width", value: 128 } }).render().asPng());
