// concheck in VS Code: starts the server and registers what goes beyond the protocol.

import * as vscode from "vscode";
import { registerExplanations } from "./explain";
import { registerGraph } from "./graph";
import { registerPlaces } from "./places";
import { Server } from "./server";
import { StatusItem } from "./status";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("concheck", { log: true });
  const status = new StatusItem();
  const own = new Server(context, output, status);
  server = own;
  context.subscriptions.push(
    output,
    status,
    own,
    registerExplanations(own),
    registerGraph(own, context.extensionUri),
    registerPlaces(),
    vscode.commands.registerCommand("concheck.restart", () => own.restart()),
    vscode.commands.registerCommand("concheck.showOutput", () => output.show()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("concheck.server.path")) {
        void own.restart();
      }
    }),
  );
  await own.restart();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
