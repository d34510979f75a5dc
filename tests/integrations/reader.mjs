// Writes texts, each with what VS Code reads from it. Run by ./reader.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as npm from "jsonc-parser";
import * as vscode from "./vscode-json.mjs";

const [, , root, all, sample, ...options] = process.argv;
const option = (name, fallback) => (options.includes(name) ? Number(options[options.indexOf(name) + 1]) : fallback);
const count = option("--count", 20_000);
const SAMPLE = 500;

// A generator of random numbers whose results depend only on the seed (mulberry32).
let state = option("--seed", 1);
function random(below) {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
}
const pick = (list) => list[random(list.length)];

// The values as ["o", key, value, ...] and ["a", value, ...], so that the order and duplicate keys are kept; undefined if nothing is
// read. The visitor is that of `doParseContent` in VS Code's configurationModels.ts.
function read(parser, text) {
  const top = ["a"];
  let current = top;
  let property = null;
  const parents = [];
  const add = (value) => {
    if (current[0] === "a") current.push(value);
    else if (property !== null) current.push(property, value);
  };
  const open = (container) => {
    add(container);
    parents.push(current);
    current = container;
    property = null;
  };
  const close = () => (current = parents.pop());
  parser.visit(
    text,
    {
      onObjectBegin: () => open(["o"]),
      onObjectProperty: (name) => (property = name.toWellFormed()),
      onObjectEnd: close,
      onArrayBegin: () => open(["a"]),
      onArrayEnd: close,
      onLiteralValue: (value) => add(typeof value === "string" ? value.toWellFormed() : value),
    },
    { allowTrailingComma: true },
  );
  return top[1];
}

const RICH = [
  '{\n  // PATH\n  "terminal.integrated.env.linux": { "PATH": "${env:PATH}:/opt/bin", "A\\u0042": null, },\n  /* b */ "go.toolsEnvVars": { "GOFLAGS": "-mod=mod" },\n  "editor.rulers": [80, 100,], "x": [true, false, null, -1.5e+3, 0],\n  "path": "C:\\\\dir\\new\\dir", "": {}, "e": []\n}\n',
  '\ufeff{\r\n\t"a": {"b": {"c": [[1], {"d": "\\"quoted\\" \\/ \\ud83d\\ude42 🙂"}]}},\r\n\t"a": 2 // twice\r\n}\r\n',
  '{ "version": "2.0.0", "tasks": [ { "label": "x", "type": "shell", "command": "go", "args": ["build", "./..."], "options": { "env": { "CGO_ENABLED": "0" } } } ] }',
  '{\n<<<<<<< HEAD\n  "a": 1,\n=======\n  "a": 2,\n>>>>>>> topic/x\n  "b": \'single\', c: [1 2, .5, +1, NaN, 01, 1., 2e, 0x1]\n}\n',
  '{\u00a0"a"\u2003:\u200b1,\u2028// comment\u2029"b":\u30002,\u0085"c":\u000b3\u000c}',
];

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return /\.(json|code-workspace)$/.test(entry.name) ? [readFileSync(path, "utf8")] : [];
  });
}
const found = [...filesBelow(join(root, "tests/cmd")), ...filesBelow(join(root, "examples"))];
const seeds = [...RICH, ...found.filter((text) => text.length > 20 && text.length < 3000)];

const PIECES = [
  "{", "}", "[", "]", ",", ":", '"', "'", "\\", "/", "//", "/*", "*/", "\n", "\r\n", " ", "-", "1", "0.", "1e", "true", "nul", "\\u00", "\\d", "\\\n",
  "\ufeff", "\u200b", "\u0085", "\u00a0", "\u2028", "\u2029", "é", "🙂", '"k": ', '"k": 1, ', "a: 2,", "<<<<<<< HEAD\n", "=======\n", ">>>>>>> b\n", "{} ",
];

function mutate(text) {
  for (let rounds = 1 + random(3); rounds > 0; rounds--) {
    const at = random(text.length + 1);
    const length = 1 + random(pick([1, 1, 4, 30]));
    const other = random(text.length + 1);
    const kind = random(6);
    if (kind < 2) text = text.slice(0, at) + text.slice(at + length);
    else if (kind === 2) text = text.slice(0, at) + pick(PIECES) + text.slice(at);
    else if (kind === 3) text = text.slice(0, at) + pick(PIECES) + text.slice(at + length);
    else if (kind === 4) text = text.slice(0, at) + text.slice(other, other + length) + text.slice(at);
    else if (random(4) === 0) text = text.slice(0, at);
  }
  return text.toWellFormed();
}

// VS Code drops a backslash that escapes nothing together with one UTF-16 unit, so half of such a character stays. No UTF-8 text can
// contain that half.
const LEAVES_HALF = /\\[\u{10000}-\u{10ffff}]/u;

const texts = new Set(seeds);
for (const text of seeds.filter((text) => text.length < 1500)) {
  for (let end = 0; end < text.length; end++) texts.add(text.slice(0, end).toWellFormed());
}
const prefixes = texts.size - seeds.length;
while (texts.size < seeds.length + prefixes + count) {
  const text = mutate(pick(seeds));
  if (!LEAVES_HALF.test(text)) texts.add(text);
}

// Where the two parsers differ, one of these is in the text.
const REASONS = [
  ["white space that only VS Code has", /[\u000b\u000c\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff\u2028\u2029]/],
  ["a number such as `1.`, which VS Code reads as 0", /\d\.(?!\d)/],
];
const differences = new Map();
const lines = [];
for (const text of texts) {
  const value = read(vscode, text);
  lines.push(JSON.stringify(value === undefined ? [text] : [text, value]));
  if (JSON.stringify(value) !== JSON.stringify(read(npm, text))) {
    const reason = REASONS.find(([, pattern]) => pattern.test(text))?.[0] ?? `unexplained: ${JSON.stringify(text)}`;
    differences.set(reason, (differences.get(reason) ?? 0) + 1);
  }
}
writeFileSync(all, lines.join("\n") + "\n");
// Short texts, so that the sample stays small.
const short = lines.filter((line) => line.length < 420);
const chosen = new Set();
while (chosen.size < SAMPLE) chosen.add(pick(short));
writeFileSync(sample, [...chosen].join("\n") + "\n");

console.log(`${texts.size} texts: ${seeds.length} files, ${prefixes} prefixes, ${count} mutated files`);
for (const [reason, times] of differences) console.log(`npm's jsonc-parser reads ${times} differently: ${reason}`);
if ([...differences.keys()].some((reason) => reason.startsWith("unexplained"))) process.exitCode = 1;
