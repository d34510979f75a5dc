// The user's own settings files, which a desktop shows with the scheme vscode-userdata, as files for the server.

const USER_DATA = "vscode-userdata";

/** What is used of an address of VS Code. */
interface SchemedUri<U> {
  readonly scheme: string;
  with(change: { readonly scheme: string }): U;
  toString(): string;
}

/** Converts addresses for the server and back. */
export interface UriConverters<U> {
  readonly code2Protocol: (uri: U) => string;
  readonly protocol2Code: (address: string) => U;
}

/** Converters that remember which files were shown as user settings. */
export function uriConverters<U extends SchemedUri<U>>(parse: (address: string) => U): UriConverters<U> {
  const shown = new Map<string, U>();
  return {
    code2Protocol: (uri) => {
      if (uri.scheme !== USER_DATA) return uri.toString();
      const file = uri.with({ scheme: "file" }).toString();
      shown.set(file, uri);
      return file;
    },
    protocol2Code: (address) => {
      const uri = parse(address);
      return shown.get(uri.toString()) ?? uri;
    },
  };
}
