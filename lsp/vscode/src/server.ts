// The running server: found, started, stopped and started again, and what is said when there is none.

import { statSync } from "node:fs";
import { homedir } from "node:os";
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type StaticFeature } from "vscode-languageclient/node";
import { type Discovery, type Surroundings, VARIABLE, discover, hasCargo } from "./discovery";
import { statusChanged } from "./requests";
import type { StatusItem } from "./status";

const INSTALL = "cargo install cargo-concheck";

/** Where Rust, and cargo with it, is had from. */
const RUST = "https://www.rust-lang.org/tools/install";

/** Says to the server that its state is shown, and that lists of places can be. */
const ownFeatures: StaticFeature = {
  fillClientCapabilities(capabilities) {
    capabilities.experimental = { ...(capabilities.experimental as object), concheckStatus: true, concheckPlaces: true };
  },
  initialize() {},
  getState: () => ({ kind: "static" }),
  clear() {},
};

/** The server, or its absence. */
export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  /** Starts and stops happen one after the other. */
  private turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly output: vscode.LogOutputChannel,
    private readonly status: StatusItem,
  ) {}

  /** The client, if the server runs. */
  get running(): LanguageClient | undefined {
    return this.client?.isRunning() ? this.client : undefined;
  }

  /** The client of a server that runs; says so if there is none. */
  needed(): LanguageClient | undefined {
    const client = this.running;
    if (client === undefined) {
      void vscode.window.showWarningMessage("The concheck server is not running.", "Restart", "Show Output").then((choice) => {
        if (choice === "Restart") {
          void this.restart();
        } else if (choice === "Show Output") {
          this.output.show();
        }
      });
    }
    return client;
  }

  /** Starts the server, or stops it and starts it again, with the settings as they are now. */
  restart(): Promise<void> {
    this.turn = this.turn.then(async () => {
      await this.stop();
      await this.start();
    });
    return this.turn;
  }

  /** Stops the server. */
  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    // One that has not started cannot be stopped, and what does not stop is killed.
    await client?.dispose().catch((error: unknown) => this.output.warn(String(error)));
  }

  dispose(): void {
    void this.stop();
  }

  private async start(): Promise<void> {
    const around = this.surroundings();
    const found = discover(around);
    if (found.kind !== "found") {
      this.status.failed("the server was not found");
      this.output.error(describe(found));
      void this.offerHelp(found, hasCargo(around));
      return;
    }
    this.output.info(`the server is ${found.command} (from: ${found.origin})`);
    this.status.busy();
    const client = new LanguageClient("concheck", "concheck", { command: found.command, args: ["lsp"] }, this.options());
    client.registerFeature(ownFeatures);
    client.onNotification(statusChanged, (status) => this.status.show(status));
    this.client = client;
    try {
      await client.start();
    } catch (error) {
      // The client itself has said so; the output has the details.
      this.status.failed("the server did not start");
      this.output.error(`the server did not start: ${String(error)}`);
    }
  }

  private surroundings(): Surroundings {
    return {
      setting: vscode.workspace.getConfiguration("concheck").get("server.path", ""),
      env: process.env,
      extension: this.context.extensionPath,
      home: homedir(),
      workspace: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
      platform: process.platform,
      isFile: (file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true,
    };
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: [{ scheme: "file", language: "rust" }],
      initializationOptions: () => vscode.workspace.getConfiguration("concheck"),
      synchronize: { configurationSection: "concheck" },
      outputChannel: this.output,
    };
  }

  /** Says what is missing, and what can be done about it on this machine. */
  private async offerHelp(found: Exclude<Discovery, { kind: "found" }>, cargo: boolean): Promise<void> {
    const install = cargo ? "Install with cargo" : "Get Rust";
    const choice = await vscode.window.showErrorMessage(describe(found), install, "Open Settings", "Documentation");
    if (choice === "Get Rust") {
      await vscode.env.openExternal(vscode.Uri.parse(RUST));
    } else if (choice === "Install with cargo") {
      const terminal = vscode.window.createTerminal("concheck");
      terminal.show();
      terminal.sendText(INSTALL);
      const restart = await vscode.window.showInformationMessage(
        "Start concheck when the installation in the terminal is done.",
        "Start concheck",
      );
      if (restart !== undefined) {
        await this.restart();
      }
    } else if (choice === "Open Settings") {
      await vscode.commands.executeCommand("workbench.action.openSettings", "concheck.server.path");
    } else if (choice === "Documentation") {
      const { repository } = this.context.extension.packageJSON as { repository: { url: string } };
      await vscode.env.openExternal(vscode.Uri.parse(`${repository.url}/blob/main/docs/editors.md`));
    }
  }
}

function describe(found: Exclude<Discovery, { kind: "found" }>): string {
  if (found.kind === "missing") {
    const places = found.looked.join(", ");
    return (
      "concheck needs the program concheck, which was not found " +
      `(looked in: ${places}). Install it with \`${INSTALL}\`, or set its path in the settings.`
    );
  }
  const who = found.origin === "setting" ? "the setting concheck.server.path" : `the environment variable ${VARIABLE}`;
  return `concheck cannot start: ${who} names ${found.named}, which does not exist.`;
}
