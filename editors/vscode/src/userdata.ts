// The user's own settings files, which VS Code shows with a scheme of its own, as files for the server.
import * as vscode from "vscode";

const USER_DATA = "vscode-userdata";

/** Converts addresses for the server and back. */
export interface UriConverters {
  readonly code2Protocol: (uri: vscode.Uri) => string;
  readonly protocol2Code: (address: string) => vscode.Uri;
}

/** Converters that remember which files were shown as user settings. */
export function uriConverters(): UriConverters {
  const shown = new Map<string, vscode.Uri>();
  return {
    code2Protocol: (uri) => {
      if (uri.scheme !== USER_DATA) return uri.toString();
      const file = uri.with({ scheme: "file" }).toString();
      shown.set(file, uri);
      return file;
    },
    protocol2Code: (address) => {
      const uri = vscode.Uri.parse(address);
      return shown.get(uri.toString()) ?? uri;
    },
  };
}
