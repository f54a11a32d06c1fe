// Lists of places that the server hands to a command: where a lock is acquired, above its field.

import * as vscode from "vscode";

/** A place as the server writes it. */
interface Place {
  uri: string;
  range: { start: At; end: At };
}

interface At {
  line: number;
  character: number;
}

/** Registers the command, which shows the places at a position of a document as references are shown. */
export function registerPlaces(): vscode.Disposable {
  return vscode.commands.registerCommand("concheck.showPlaces", (uri: string, at: At, places: Place[]) =>
    vscode.commands.executeCommand(
      "editor.action.showReferences",
      vscode.Uri.parse(uri),
      position(at),
      places.map(
        ({ uri, range }) =>
          new vscode.Location(vscode.Uri.parse(uri), new vscode.Range(position(range.start), position(range.end))),
      ),
    ),
  );
}

function position(at: At): vscode.Position {
  return new vscode.Position(at.line, at.character);
}
