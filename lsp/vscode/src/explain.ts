// The pages of the rules: a command, a code action beside each finding, and the documents behind them.

import * as vscode from "vscode";
import { explain, rules } from "./requests";
import type { Server } from "./server";

const SCHEME = "concheck-rule";

/** Registers all that explains rules. */
export function registerExplanations(server: Server): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      async provideTextDocumentContent(uri) {
        const rule = uri.path.replace(/^\//, "").replace(/\.md$/, "");
        const answer = await server.running?.sendRequest(explain, { rule });
        return answer?.page ?? "The server is not running.";
      },
    }),
    vscode.commands.registerCommand("concheck.explainRule", async (rule?: unknown) => {
      const chosen = typeof rule === "string" ? rule : (ruleAtCursor() ?? (await pick(server)));
      if (chosen !== undefined && server.needed() !== undefined) {
        const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${chosen}.md` });
        await vscode.commands.executeCommand("markdown.showPreview", uri);
      }
    }),
    vscode.languages.registerCodeActionsProvider(
      { scheme: "file", language: "rust" },
      { provideCodeActions: (_document, _range, context) => actions(context.diagnostics) },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
  );
}

function actions(diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction[] {
  const found = new Set(diagnostics.map(ruleOf).filter((rule) => rule !== undefined));
  return [...found].map((rule) => {
    const title = `Explain \`${rule}\``;
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.command = { title, command: "concheck.explainRule", arguments: [rule] };
    return action;
  });
}

/** The rule of the finding at the cursor, or else of one in its line. */
function ruleAtCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    return undefined;
  }
  const { active } = editor.selection;
  const found = vscode.languages.getDiagnostics(editor.document.uri).filter((diagnostic) => ruleOf(diagnostic));
  const here = found.find((diagnostic) => diagnostic.range.contains(active));
  const near = found.find(({ range }) => range.start.line <= active.line && active.line <= range.end.line);
  const diagnostic = here ?? near;
  return diagnostic && ruleOf(diagnostic);
}

function ruleOf(diagnostic: vscode.Diagnostic): string | undefined {
  const { code, source } = diagnostic;
  const name = typeof code === "object" ? code.value : code;
  return source === "concheck" && typeof name === "string" ? name : undefined;
}

async function pick(server: Server): Promise<string | undefined> {
  const client = server.needed();
  if (client === undefined) {
    return undefined;
  }
  const entries = await client.sendRequest(rules);
  const items = entries.map((rule) => ({
    label: rule.name,
    description: `${rule.family}, ${rule.default}`,
    detail: rule.summary,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: "Explain a rule of concheck",
    matchOnDetail: true,
  });
  return chosen?.label;
}
