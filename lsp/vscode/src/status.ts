// The item of the status bar: whether the server runs, works, and how much it has found.

import * as vscode from "vscode";
import type { Status } from "./requests";

export class StatusItem implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;

  constructor() {
    this.item = vscode.window.createStatusBarItem("concheck.status", vscode.StatusBarAlignment.Left);
    this.item.name = "concheck";
    this.item.command = "concheck.showOutput";
    this.item.show();
  }

  /** Work goes on. */
  busy(): void {
    this.set("$(sync~spin) concheck", "analysing", undefined);
  }

  /** What the server says. */
  show(status: Status): void {
    if (!status.analysed) {
      this.busy();
      return;
    }
    const { files = 0, findings = 0, costMs = 0 } = status;
    const found = findings === 1 ? "1 finding" : `${findings} findings`;
    const about = `${found} in ${files} files; the last analysis took ${costMs.toFixed(0)} ms`;
    this.set(findings === 0 ? "$(unlock) concheck" : `$(lock) concheck ${findings}`, about, undefined);
  }

  /** There is no server. */
  failed(why: string): void {
    this.set("$(error) concheck", why, new vscode.ThemeColor("statusBarItem.errorBackground"));
  }

  dispose(): void {
    this.item.dispose();
  }

  private set(text: string, about: string, background: vscode.ThemeColor | undefined): void {
    const tooltip = new vscode.MarkdownString(undefined, true);
    tooltip.appendText(`concheck: ${about}`);
    tooltip.appendMarkdown(
      "\n\n[Show lock graph](command:concheck.showLockGraph) | [Restart](command:concheck.restart) | [Show output](command:concheck.showOutput)",
    );
    tooltip.isTrusted = { enabledCommands: ["concheck.showLockGraph", "concheck.restart", "concheck.showOutput"] };
    this.item.text = text;
    this.item.tooltip = tooltip;
    this.item.backgroundColor = background;
    this.item.accessibilityInformation = { label: `concheck: ${about}` };
  }
}
