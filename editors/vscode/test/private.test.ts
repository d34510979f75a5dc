import assert from "node:assert/strict";
import { existsSync, statSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { parsedEnvironment } from "../src/observation.ts";
import { withPrivateFolder } from "../src/private.ts";

const skip = process.platform === "win32" && "Windows has no modes";
const mode = (path: string) => statSync(path).mode & 0o777;

test("only the user can read the files, and they are removed", { skip }, async () => {
  const paths = await withPrivateFolder(async (folder) => {
    const file = await folder.file("a.json", "{}");
    assert.deepEqual([mode(folder.path), mode(file)], [0o700, 0o600]);
    return [folder.path, file];
  });
  assert.deepEqual(paths.map(existsSync), [false, false]);
});

test("they are also removed after an error", async () => {
  let path = "";
  const failed = withPrivateFolder(async (folder) => {
    path = await folder.file("a.json");
    throw new Error("stop");
  });
  await assert.rejects(failed, /stop/);
  assert.ok(path !== "" && !existsSync(path));
});

test("a file is read once it is complete", async () => {
  await withPrivateFolder(async (folder) => {
    const file = await folder.file("a.json");
    const parse = (text: string) => {
      if (text === "") writeFileSync(file, '{"A":');
      if (text === '{"A":') writeFileSync(file, '{"A":"1"}');
      return parsedEnvironment(text);
    };
    const answer = await folder.written(file, parse, new AbortController().signal);
    assert.deepEqual(answer, { A: "1" });
  });
});

test("nothing is read after the limit", async () => {
  await withPrivateFolder(async (folder) => {
    const controller = new AbortController();
    const answer = folder.written(await folder.file("a.json"), parsedEnvironment, controller.signal);
    controller.abort();
    assert.equal(await answer, undefined);
  });
});
