import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { commandLine } from "../src/quoting.ts";

const WORDS = ["/opt/my tools/envlint", "it's", '$HOME `x` "q" \\ !'];

test("a POSIX shell reads the words as they are", () => {
  const line = commandLine("/bin/sh", ["printf", "%s\\n", ...WORDS]);
  assert.equal(execFileSync("/bin/sh", ["-c", line], { encoding: "utf8" }), `${WORDS.join("\n")}\n`);
});

test("each kind of shell has its own form", () => {
  const command = ["/a b/envlint", "it's"];
  assert.equal(commandLine("/usr/bin/zsh", command), " '/a b/envlint' 'it'\\''s'");
  assert.equal(commandLine("C:\\Program Files\\PowerShell\\7\\pwsh.exe", command), "& '/a b/envlint' 'it''s'");
  assert.equal(commandLine("C:\\Windows\\System32\\CMD.EXE", command), `"/a b/envlint" "it's"`);
  assert.equal(commandLine("nu", command), `^"/a b/envlint" "it's"`);
});
