import assert from "node:assert/strict";
import { test } from "node:test";
import { type BinaryChoice, binaryPath } from "../src/binary.ts";

const CHOICE: BinaryChoice = {
  configured: "",
  trusted: true,
  extensionFolder: "/ext",
  platform: "linux",
  home: "/home/me",
};

test("the envlint of the extension is the default", () => {
  assert.equal(binaryPath(CHOICE), "/ext/bin/envlint");
  assert.equal(binaryPath({ ...CHOICE, configured: " " }), "/ext/bin/envlint");
  assert.equal(binaryPath({ ...CHOICE, platform: "win32" }), "/ext/bin/envlint.exe");
});

test("a configured envlint is used only if the folder is trusted", () => {
  const configured = "/opt/bin/envlint";
  assert.equal(binaryPath({ ...CHOICE, configured }), configured);
  assert.equal(binaryPath({ ...CHOICE, configured, trusted: false }), "/ext/bin/envlint");
});

test("a configured path is absolute, or starts with the home folder", () => {
  assert.equal(binaryPath({ ...CHOICE, configured: "~/bin/envlint" }), "/home/me/bin/envlint");
  for (const configured of ["envlint", "./envlint", "~other/envlint"]) {
    assert.throws(() => binaryPath({ ...CHOICE, configured }), /must be an absolute path/, configured);
  }
});
