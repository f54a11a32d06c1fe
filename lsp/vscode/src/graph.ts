// The panel with the lock graph. The picture comes from the server; a click on a part of it goes to the code.

import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { lockGraph } from "./requests";
import type { Server } from "./server";
import type { FromPage, Location, ToPage } from "./webview/messages";

/** Registers the command that opens the panel, of which there is at most one. */
export function registerGraph(server: Server, extension: vscode.Uri): vscode.Disposable {
  let open: Panel | undefined;
  const command = vscode.commands.registerCommand("concheck.showLockGraph", () => {
    if (open !== undefined) {
      open.reveal();
    } else if (server.needed() !== undefined) {
      const panel = new Panel(server, extension);
      panel.onClosed(() => (open = undefined));
      open = panel;
    }
  });
  return vscode.Disposable.from(command, { dispose: () => open?.close() });
}

class Panel {
  private readonly panel: vscode.WebviewPanel;
  private readonly watcher: vscode.Disposable;

  constructor(
    private readonly server: Server,
    extension: vscode.Uri,
  ) {
    const folder = vscode.Uri.joinPath(extension, "out", "webview");
    this.panel = vscode.window.createWebviewPanel("concheck.lockGraph", "Lock graph", vscode.ViewColumn.Beside, {
      enableScripts: true,
      localResourceRoots: [folder],
    });
    const { webview } = this.panel;
    webview.onDidReceiveMessage((message: FromPage) => this.receive(message));
    webview.html = page(webview, folder);
    this.watcher = vscode.workspace.onDidSaveTextDocument((document) => {
      if (document.languageId === "rust" && this.panel.visible) {
        void this.refresh();
      }
    });
    this.panel.onDidDispose(() => this.watcher.dispose());
  }

  onClosed(listener: () => void): void {
    this.panel.onDidDispose(listener);
  }

  reveal(): void {
    this.panel.reveal();
    void this.refresh();
  }

  close(): void {
    this.panel.dispose();
  }

  private async receive(message: FromPage): Promise<void> {
    if (message.kind === "ready") {
      await this.refresh();
    } else {
      await this.show(message.location);
    }
  }

  private async refresh(): Promise<void> {
    let message: ToPage = { kind: "failed", message: "The server is not running." };
    try {
      const graphs = await this.server.running?.sendRequest(lockGraph);
      if (graphs !== undefined) {
        message = { kind: "graphs", graphs: graphs.graphs };
      }
    } catch (error) {
      message = { kind: "failed", message: error instanceof Error ? error.message : String(error) };
    }
    await this.panel.webview.postMessage(message);
  }

  private async show(place: Location): Promise<void> {
    const client = this.server.running;
    if (client === undefined) {
      return;
    }
    const { uri, range } = client.protocol2CodeConverter.asLocation(place);
    // Beside the graph rather than over it.
    const others = vscode.window.visibleTextEditors.map((editor) => editor.viewColumn);
    const own = this.panel.viewColumn;
    const free = own === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : vscode.ViewColumn.One;
    const viewColumn = others.find((column) => column !== own) ?? free;
    await vscode.window.showTextDocument(uri, { viewColumn, selection: range });
  }
}

/** The page. It loads nothing but its own script and style. */
function page(webview: vscode.Webview, folder: vscode.Uri): string {
  const nonce = randomBytes(16).toString("base64url");
  const file = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<title>Lock graph</title>
<link nonce="${nonce}" rel="stylesheet" href="${file("graph.css")}">
</head>
<body>
<main id="graphs"><p>Analysing …</p></main>
<section id="details" aria-live="polite"></section>
<script nonce="${nonce}" src="${file("graph.js")}"></script>
</body>
</html>`;
}
