import assert from "node:assert/strict";
import { test } from "node:test";
import { placesIn } from "../src/places.ts";

/** The places of `text`, and the parts of the text that name them. */
const places = (text: string) =>
  placesIn(text).map(({ path, line, column, start, end }) => [path, line, column, text.slice(start, end)]);

test("a place at the start is a path with a line, and possibly a column", () => {
  assert.deepEqual(places("app/.vscode/settings.json:3:13 terminal"), [
    ["app/.vscode/settings.json", 3, 13, "app/.vscode/settings.json:3:13"],
  ]);
  assert.deepEqual(places("settings.json:4: PATH replaces"), [["settings.json", 4, 1, "settings.json:4"]]);
  assert.deepEqual(places("C:\\Users\\me\\a.json:3:1"), [["C:\\Users\\me\\a.json", 3, 1, "C:\\Users\\me\\a.json:3:1"]]);
  assert.deepEqual(places("my folder/a.json:3 x"), [["my folder/a.json", 3, 1, "my folder/a.json:3"]]);
});

test("startup files are places anywhere", () => {
  assert.deepEqual(places("~/.bashrc:7 adds it, but not ~/.config/fish/config.fish."), [
    ["~/.bashrc", 7, 1, "~/.bashrc:7"],
    ["~/.config/fish/config.fish", 1, 1, "~/.config/fish/config.fish"],
  ]);
  assert.deepEqual(places("Add to ~/.bash_profile, outside of conditions:"), [
    ["~/.bash_profile", 1, 1, "~/.bash_profile"],
  ]);
});

test("other texts name no places", () => {
  for (const text of ["from the login shell", "a:0", "a:1x", ":1", "see a:3", "Two words:3", "12:00:30"]) {
    assert.deepEqual(places(text), [], text);
  }
});
