#!/usr/bin/env node
// Starts the binary from the package for this platform, and ends as it does.
"use strict";

const { spawnSync } = require("node:child_process");
const { constants } = require("node:os");

/** The name of the package with the binary for this platform. */
function platformPackage() {
  const parts = ["envlint-vscode", process.platform, process.arch];
  if (process.platform === "linux" && !process.report.getReport().header.glibcVersionRuntime) parts.push("musl");
  return parts.join("-");
}

/** The path of the binary, or null if its package is not installed. */
function binary(name) {
  const file = process.platform === "win32" ? "envlint.exe" : "envlint";
  try {
    return require.resolve(`${name}/bin/${file}`);
  } catch {
    return null;
  }
}

const name = platformPackage();
const path = binary(name);
if (path === null) {
  console.error(
    `envlint: the package ${name} is not installed; install again without --omit=optional, ` +
      "or see whether envlint supports this platform",
  );
  process.exit(3);
}
const { status, signal, error } = spawnSync(path, process.argv.slice(2), { stdio: "inherit" });
if (error) {
  console.error(`envlint: ${path}: ${error.message}`);
  process.exit(3);
}
process.exit(signal ? 128 + constants.signals[signal] : status);
