import assert from "node:assert/strict";
import { test } from "node:test";
import { problemWith, suggestedName } from "../src/names.ts";

test("names of programs and variables are accepted", () => {
  for (const name of ["go", "python3.12", "clang++", "JAVA_HOME", "c++filt", " go "]) {
    assert.equal(problemWith(name), undefined, name);
  }
});

test("options, paths and sentences are not", () => {
  for (const name of ["", " ", "--save", "/bin/go", "a\\b", "go build", "a;b", "$(x)"]) {
    assert.notEqual(problemWith(name), undefined, name);
  }
});

test("a selected word is suggested", () => {
  assert.equal(suggestedName(" gopls\n"), "gopls");
  assert.equal(suggestedName("two words"), "");
  assert.equal(suggestedName(""), "");
});
