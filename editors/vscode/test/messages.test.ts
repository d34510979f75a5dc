import assert from "node:assert/strict";
import { test } from "node:test";
import { pageMessage } from "../src/messages.ts";

test("only known messages are accepted", () => {
  assert.deepEqual(pageMessage({ type: "copy", text: "a", more: 1 }), { type: "copy", text: "a" });
  assert.deepEqual(pageMessage({ type: "action", id: "again" }), { type: "action", id: "again" });
  const open = { type: "open", path: "a", line: 1, column: 2 };
  assert.deepEqual(pageMessage(open), open);
  const wrong = [null, "copy", {}, { type: "copy", text: 1 }, { ...open, line: 0 }, { ...open, column: 1.5 }];
  for (const value of wrong) assert.equal(pageMessage(value), undefined);
});
