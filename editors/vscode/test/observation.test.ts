import assert from "node:assert/strict";
import { test } from "node:test";
import { machinePart, parsedEnvironment, setVariables } from "../src/observation.ts";

const HOST = { pid: 12, parent: 10, started: new Date(0), env: { PATH: "/bin" } };

test("a part names only what was observed", () => {
  const part = machinePart({ trusted: true, folders: ["/app"], host: HOST });
  assert.deepEqual(part, {
    version: 1,
    trust: true,
    processes: [
      {
        pid: 12,
        parent: 10,
        kind: "extension-host",
        started: "1970-01-01T00:00:00.000Z",
        folders: ["/app"],
        env: { PATH: "/bin" },
      },
    ],
  });
});

test("terminals and tasks are reported where doctor expects them", () => {
  const part = machinePart({ trusted: false, folders: [], host: HOST, terminal: { A: "1" }, task: { B: "2" } });
  assert.deepEqual(part.interactive_shell, { env: { A: "1" } });
  assert.deepEqual(part.task_shell, { env: { B: "2" } });
  assert.equal(part.trust, false);
});

test("a variable that is not set is left out, and an empty one is not", () => {
  assert.deepEqual(setVariables({ A: "", B: undefined }), { A: "" });
});

test("an environment is read only if it is complete", () => {
  assert.deepEqual(parsedEnvironment('{"PATH":"/bin","E":""}'), { PATH: "/bin", E: "" });
  for (const text of ["", '{"PATH":"/b', "null", "[]", '{"A":1}']) assert.equal(parsedEnvironment(text), undefined);
});
