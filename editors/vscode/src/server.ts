// The language server: starts it when a file of interest is there, and restarts it when settings change.
import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  type Executable,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
} from "vscode-languageclient/node";
import { FOLDER_FILES, SELECTOR, WATCHED } from "./documents.ts";
import { uriConverters } from "./userdata.ts";

/** What the server does at the moment. */
export type ServerState = "off" | "starting" | "running" | "failed";

/** How often a server that ends by itself is started again. */
const MOST_RESTARTS = 3;

/** The only owner of the client. Starts and stops follow one another. */
export class Server implements vscode.Disposable {
  readonly #binary: () => string;
  readonly #output: vscode.LogOutputChannel;
  readonly #watcher = vscode.workspace.createFileSystemWatcher(WATCHED);
  readonly #changed = new vscode.EventEmitter<ServerState>();
  #client: LanguageClient | undefined;
  #last: Promise<void> = Promise.resolve();
  #state: ServerState = "off";

  /** Reports each change of the state. */
  readonly onDidChangeState = this.#changed.event;

  constructor(binary: () => string, output: vscode.LogOutputChannel) {
    this.#binary = binary;
    this.#output = output;
  }

  get state(): ServerState {
    return this.#state;
  }

  /** Starts the server unless it is running, is switched off, or nothing in this window is of interest. */
  start(): Promise<void> {
    return this.#next(async () => {
      if (this.#client === undefined && isEnabled() && (await hasFilesOfInterest())) await this.#startNow();
    });
  }

  /** Stops the server and starts it again if it is enabled. */
  restart(): Promise<void> {
    return this.#next(async () => {
      await this.#stopNow();
      if (isEnabled() && (await hasFilesOfInterest())) await this.#startNow();
    });
  }

  stop(): Promise<void> {
    return this.#next(() => this.#stopNow());
  }

  dispose(): void {
    this.#watcher.dispose();
    this.#changed.dispose();
  }

  /** Sends a request; `undefined` if the server is not running or does not know the method. */
  async request(method: string, parameters: object): Promise<unknown> {
    if (this.#client?.state !== State.Running) return undefined;
    try {
      return await this.#client.sendRequest<unknown>(method, parameters);
    } catch (error) {
      this.#output.info(`The server does not answer ${method}: ${String(error)}`);
      return undefined;
    }
  }

  #next(step: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(step).catch((error: unknown) => {
      this.#output.error(String(error));
      this.#report("failed");
    });
    return this.#last;
  }

  async #startNow(): Promise<void> {
    const executable: Executable = { command: this.#binary(), args: ["server"] };
    const client = new LanguageClient("envlint", "envlint", executable, this.#options());
    client.onDidChangeState(({ newState }) => {
      if (this.#client === client) this.#report(STATES[newState]);
    });
    this.#client = client;
    this.#report("starting");
    await client.start();
  }

  async #stopNow(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#report("off");
    // A client that failed to start cannot be stopped, only disposed of.
    if (client?.state === State.Running) await client.stop();
    await client?.dispose();
  }

  #options(): LanguageClientOptions {
    return {
      documentSelector: SELECTOR,
      uriConverters: uriConverters((address) => vscode.Uri.parse(address)),
      outputChannel: this.#output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      errorHandler: quietErrors(),
      initializationFailedHandler: () => false,
      synchronize: { fileEvents: this.#watcher },
    };
  }

  #report(state: ServerState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#changed.fire(state);
  }
}

const STATES: Readonly<Record<State, ServerState>> = {
  [State.Stopped]: "failed",
  [State.Starting]: "starting",
  [State.Running]: "running",
  [State.StartFailed]: "failed",
};

/** Restarts a server that ended, a few times, and shows no messages: the language status does. */
function quietErrors(): ErrorHandler {
  let restarts = 0;
  return {
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed: () => {
      restarts += 1;
      return { action: CloseAction[restarts <= MOST_RESTARTS ? "Restart" : "DoNotRestart"], handled: true };
    },
  };
}

function isEnabled(): boolean {
  return vscode.workspace.getConfiguration("envlint").get<boolean>("enable", true);
}

async function hasFilesOfInterest(): Promise<boolean> {
  if (vscode.workspace.textDocuments.some((document) => vscode.languages.match(SELECTOR, document) > 0)) return true;
  const found = await vscode.workspace.findFiles(FOLDER_FILES, undefined, 1);
  return found.length > 0;
}
