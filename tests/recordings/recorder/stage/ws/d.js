// What the debug sessions run: writes its own environment to $OUTF, in the form of /proc/PID/environ.
const fs = require("node:fs");
const variables = Object.entries(process.env).map(([name, value]) => `${name}=${value}\0`);
fs.writeFileSync(`${process.env.OUTF}.part`, variables.join(""));
fs.renameSync(`${process.env.OUTF}.part`, process.env.OUTF);
