// VS Code's workbench with the extension, in a browser: the squiggle, the hover with both places, the explanation of a
// rule, the lock graph and the way from it to the code, a suppression that silences the finding, and what is said when
// there is no server. Takes a screenshot of each.
//
//     node workbench.mjs ADDRESS WORKSPACE SETTINGS SHOTS CHROMIUM
//
// ADDRESS is where code-server serves, SETTINGS its user's settings.json, SHOTS a folder for the pictures. The package
// playwright-core is found from the working folder.

import assert from "node:assert/strict";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const { chromium } = createRequire(join(process.cwd(), "package.json"))("playwright-core");
const [address, workspace, settings, shots, executablePath] = process.argv.slice(2);
const file = join(workspace, "src", "lib.rs");
const text = readFileSync(file, "utf8");

/** Where a part of the text stands, from 1. */
function place(part) {
  const lines = text.split("\n");
  const line = lines.findIndex((line) => line.includes(part));
  assert.notEqual(line, -1, part);
  return { line: line + 1, column: lines[line].indexOf(part) + 1 };
}

const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
page.setDefaultTimeout(30_000);
const shot = (name) => page.screenshot({ path: join(shots, `${name}.png`) });

async function command(title) {
  await page.keyboard.press("F1");
  await page.locator(".quick-input-box input").fill(`>${title}`);
  const exactly = new RegExp(`^${title}$`);
  await page.locator(".quick-input-list .monaco-list-row .label-name", { hasText: exactly }).first().click();
}

async function goTo({ line, column }) {
  await page.locator(".monaco-editor .view-lines").first().click();
  await page.keyboard.press("Control+G");
  await page.locator(".quick-input-box input").fill(`:${line}:${column}`);
  await page.keyboard.press("Enter");
  await cursor(line);
}

/** Waits until the cursor is on a line. */
async function cursor(line) {
  await page.locator("[id='status.editor.selection']", { hasText: `Ln ${line},` }).waitFor();
}

/** The document of the innermost frame that holds a selector. */
async function framed(selector) {
  const frames = page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  await frames.locator(selector).first().waitFor();
  return frames;
}

const step = (what) => console.log(what);

try {
  const payload = JSON.stringify([["openFile", `vscode-remote://${new URL(address).host}${file}`]]);
  await page.goto(`${address}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(payload)}`);

  step("the squiggle and the status");
  const squiggle = page.locator(".squiggly-error").first();
  await squiggle.waitFor({ state: "attached" });
  await page.locator("[id*='concheck.status']", { hasText: "concheck 1" }).waitFor();

  step("the code lenses of the lock fields");
  await page.locator(".codelens-decoration", { hasText: "acquired in 2 places" }).first().waitFor();

  step("the hover with both places");
  await page.keyboard.press("Escape");
  const box = await squiggle.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2 - 4, { steps: 4 });
  const hover = page.locator(".monaco-hover", { hasText: "lock_order_inversion" }).first();
  await hover.waitFor();
  const said = await hover.innerText();
  for (const part of ["let mut accounts", "let journal = self", "let accounts = self"]) {
    assert.ok(said.includes(`lib.rs(${place(part).line},`), `${part} is not named in: ${said}`);
  }
  await shot("hover");

  step("the hover on a lock");
  await page.mouse.move(5, 5);
  const field = page.locator(".view-line span", { hasText: /^accounts$/ }).first();
  await field.hover();
  await page.locator(".monaco-hover", { hasText: "Bank::accounts" }).first().waitFor();
  await shot("lock");
  await page.mouse.move(5, 5);

  step("from a code lens to the places");
  await page.locator(".codelens-decoration a", { hasText: "acquired in 2 places" }).first().click();
  const places = page.locator(".reference-zone-widget");
  await places.waitFor();
  await places.locator(".monaco-list-row", { hasText: "accounts.lock()" }).first().waitFor();
  await shot("places");
  await page.keyboard.press("Escape");
  await places.waitFor({ state: "detached" });

  step("the page of the rule");
  const finding = place("let mut journal");
  await goTo(finding);
  await command("concheck: Explain Rule");
  const rule = await framed("h1");
  assert.equal(await rule.locator("h1").first().innerText(), "lock_order_inversion");
  await shot("rule");
  await command("View: Close Editor");
  await page.locator("iframe.webview").waitFor({ state: "detached" });

  step("the lock graph");
  await command("concheck: Show Lock Graph");
  const graph = await framed("svg .lock");
  assert.deepEqual((await graph.locator(".lock text").allTextContents()).sort(), ["Bank::accounts", "Bank::journal"]);
  assert.equal(await graph.locator(".order.circled").count(), 2);

  step("from an arrow to the code");
  const order = graph.locator(".order", { hasText: "Bank::journal before Bank::accounts" });
  await order.focus();
  await order.press("Enter");
  await cursor(place("let journal = self").line);
  await graph.locator("#details h2", { hasText: "Bank::journal before Bank::accounts" }).waitFor();
  await shot("graph");

  step("from a lock to the code");
  await graph.locator(".lock", { hasText: "Bank::accounts" }).click();
  await cursor(place("accounts: Mutex").line);
  await graph.locator("#details a", { hasText: `lib.rs:${place("let accounts = self").line}` }).click();
  await cursor(place("let accounts = self").line);
  await shot("graph-lock");
  await command("View: Close Editors in Other Groups");

  step("a suppression");
  await goTo({ line: finding.line, column: finding.column + "let mut journal = self.journal.".length });
  await page.keyboard.press("Control+.");
  const actions = page.locator(".action-widget .monaco-list-row");
  await actions.filter({ hasText: "Suppress" }).first().waitFor();
  await actions.filter({ hasText: "Declare the order" }).first().waitFor();
  await shot("actions");
  await actions.filter({ hasText: "on this line" }).click();
  await page.locator(".view-line", { hasText: "concheck: allow(lock_order_inversion)" }).first().waitFor();
  await page.locator(".squiggly-error").waitFor({ state: "detached" });
  await page.locator("[id*='concheck.status']").filter({ hasNotText: "concheck 1" }).waitFor();
  await shot("suppressed");

  step("no server");
  const configured = JSON.parse(readFileSync(settings, "utf8"));
  // At once: whoever reads half a file takes it for an empty one.
  writeFileSync(`${settings}.new`, JSON.stringify({ ...configured, "concheck.server.path": "/nowhere/concheck" }));
  renameSync(`${settings}.new`, settings);
  page.on("dialog", (dialog) => dialog.accept());
  await page.reload();
  const notice = page.locator(".notifications-toasts", { hasText: "names /nowhere/concheck, and there is no such file" });
  await notice.waitFor();
  await notice.locator(".monaco-button", { hasText: /Install with cargo|Get Rust/ }).waitFor();
  await shot("missing");
} catch (error) {
  await shot("failed");
  throw error;
} finally {
  await browser.close();
}
