// Writes all settings of the running VS Code and its extensions to $SETTINGS_DUMP as JSON:
//
//   { "vscode": "1.139.1", "desktop": false, "settings": { "editor.tabSize": { "owner": "core", "scope": 6, … } } }
//
// VS Code builds the schema of settings.json at run time. Its editor can open the schema as a read-only document, and so can we.
"use strict";

const fs = require("node:fs");
const vscode = require("vscode");

const EVERY_SETTING = "vscode://schemas/settings/default";
// If a schema contains one of these keywords, its `type` is not the whole story.
const SUBSCHEMAS = ["anyOf", "oneOf", "allOf", "not", "if", "$ref"];

exports.activate = async () => {
  const target = process.env.SETTINGS_DUMP;
  if (!target) return;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(EVERY_SETTING));
  const root = JSON.parse(document.getText());
  const owners = ownersOfSettings();
  const settings = {};
  for (const key of Object.keys(root.properties).filter((key) => !key.startsWith("[")).sort()) {
    settings[key] = { owner: owners.get(key) ?? "core", ...facts(resolve(root.properties[key], root)) };
  }
  const dump = { vscode: vscode.version, desktop: vscode.env.appHost === "desktop", settings };
  // Whoever waits for the file sees all of it at once.
  fs.writeFileSync(`${target}.part`, JSON.stringify(dump, null, 1) + "\n");
  fs.renameSync(`${target}.part`, target);
};

/** The extension that defines each setting. Settings without an entry belong to VS Code itself. */
function ownersOfSettings() {
  const owners = new Map();
  for (const { id, packageJSON } of vscode.extensions.all) {
    const owner = packageJSON.isBuiltin ? "bundled" : id.toLowerCase();
    for (const group of [packageJSON.contributes?.configuration ?? []].flat()) {
      for (const key of Object.keys(group.properties ?? {})) owners.set(key, owner);
    }
  }
  return owners;
}

/** Newer versions write a repeated schema only once, and refer to it. */
function resolve(schema, root) {
  if (!schema.$ref?.startsWith("#/")) return schema;
  const { $ref, ...own } = schema;
  const parts = $ref.slice(2).split("/").map((part) => decodeURIComponent(part).replace(/~1/g, "/").replace(/~0/g, "~"));
  const target = parts.reduce((node, part) => node?.[part], root);
  return target ? { ...resolve(target, root), ...own } : schema;
}

/** The facts of a schema, without its descriptions. */
function facts(schema) {
  return {
    scope: schema.scope,
    restricted: schema.restricted === true || undefined,
    type: schema.type,
    open: SUBSCHEMAS.some((word) => word in schema) || undefined,
    enum: schema.enum,
    default: schema.default,
    deprecated: schema.markdownDeprecationMessage ?? schema.deprecationMessage,
  };
}
