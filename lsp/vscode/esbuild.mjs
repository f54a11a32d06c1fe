// Bundles the extension and the script of its page, or with `--tests` the tests, into `out`.

import { copyFile } from "node:fs/promises";
import { build } from "esbuild";

const tests = process.argv.includes("--tests");
const production = process.argv.includes("--production");

const common = { bundle: true, minify: production, sourcemap: production ? false : "linked", logLevel: "warning" };
const node = { ...common, platform: "node", format: "cjs", target: "node20", external: ["vscode"] };

if (tests) {
  await build({ ...node, entryPoints: ["test/*.test.ts"], outdir: "out/test" });
} else {
  await build({ ...node, entryPoints: ["src/extension.ts"], outdir: "out" });
  await build({
    ...common,
    platform: "browser",
    format: "iife",
    target: "es2022",
    entryPoints: ["src/webview/graph.ts", "src/webview/graph.css"],
    outdir: "out/webview",
  });
}
if (production) {
  // What is packaged carries its licence.
  await copyFile("../../LICENSE-MIT", "LICENSE");
}
