import assert from "node:assert/strict";
import { test } from "node:test";
import { uriConverters } from "../src/userdata.ts";

/** An address of VS Code, as far as the converters use it. */
class Address {
  readonly scheme: string;
  readonly path: string;

  constructor(scheme: string, path: string) {
    this.scheme = scheme;
    this.path = path;
  }

  with({ scheme }: { readonly scheme: string }): Address {
    return new Address(scheme, this.path);
  }

  toString(): string {
    return `${this.scheme}://${this.path}`;
  }
}

const parse = (address: string) => {
  const [scheme = "", path = ""] = address.split("://");
  return new Address(scheme, path);
};

test("user settings are files for the server, and come back as what they were", () => {
  const { code2Protocol, protocol2Code } = uriConverters(parse);
  const settings = new Address("vscode-userdata", "/home/me/.config/Code/User/settings.json");
  const sent = code2Protocol(settings);
  assert.equal(sent, "file:///home/me/.config/Code/User/settings.json");
  assert.equal(protocol2Code(sent), settings);
});

test("other addresses stay as they are", () => {
  const { code2Protocol, protocol2Code } = uriConverters(parse);
  for (const address of ["file:///home/me/app/.vscode/settings.json", "untitled:///a.json"]) {
    assert.equal(code2Protocol(parse(address)), address);
    assert.equal(String(protocol2Code(address)), address);
  }
});
