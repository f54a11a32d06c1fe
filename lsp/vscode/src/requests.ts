// What the server can be asked beyond the protocol; `docs/editors.md` describes it.

import { NotificationType, RequestType, RequestType0 } from "vscode-languageclient/node";
import type { Graphs } from "./webview/messages";

/** How far the analysis is. The numbers are missing while work goes on that was not asked for by a key. */
export interface Status {
  analysed: boolean;
  files?: number;
  findings?: number;
  costMs?: number;
}

/** A rule as lists name it. */
export interface RuleEntry {
  name: string;
  family: string;
  default: string;
  summary: string;
}

export const lockGraph = new RequestType0<Graphs, void>("concheck/lockGraph");
export const rules = new RequestType0<RuleEntry[], void>("concheck/rules");
export const explain = new RequestType<{ rule: string }, { rule: string; page: string }, void>("concheck/explain");
export const statusChanged = new NotificationType<Status>("concheck/statusChanged");
