// Where the server is looked for, and what wins.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type Surroundings, discover, hasCargo } from "../src/discovery";

/** A machine on which these files exist. */
function machine(files: string[], rest: Partial<Surroundings> = {}): Surroundings {
  return {
    setting: "",
    env: { PATH: "/usr/local/bin:/usr/bin" },
    extension: "/extensions/concheck",
    home: "/home/u",
    workspace: "/code",
    platform: "linux",
    isFile: (file) => files.includes(file),
    ...rest,
  };
}

const BUNDLED = "/extensions/concheck/server/concheck";
const IN_PATH = "/usr/bin/concheck";
const CARGO = "/home/u/.cargo/bin/concheck";

test("of all places the first wins", () => {
  const files = ["/own/server", "/other/server", BUNDLED, IN_PATH, CARGO];
  const env = { PATH: "/usr/bin", CONCHECK_LSP: "/other/server" };
  assert.deepEqual(discover(machine(files, { setting: "/own/server", env })), {
    kind: "found",
    command: "/own/server",
    origin: "setting",
  });
  assert.deepEqual(discover(machine(files, { env })), {
    kind: "found",
    command: "/other/server",
    origin: "environment",
  });
  const found = (left: string[]): unknown => discover(machine(left));
  assert.deepEqual(found([BUNDLED, IN_PATH, CARGO]), { kind: "found", command: BUNDLED, origin: "extension" });
  assert.deepEqual(found([IN_PATH, CARGO]), { kind: "found", command: IN_PATH, origin: "PATH" });
  assert.deepEqual(found([CARGO]), { kind: "found", command: CARGO, origin: "cargo" });
});

test("what the user names and is not there is not replaced by something else", () => {
  assert.deepEqual(discover(machine([IN_PATH], { setting: "/gone/server" })), {
    kind: "wrong",
    named: "/gone/server",
    origin: "setting",
  });
  assert.deepEqual(discover(machine([IN_PATH], { env: { PATH: "/usr/bin", CONCHECK_LSP: "nothing" } })), {
    kind: "wrong",
    named: "nothing",
    origin: "environment",
  });
});

test("a setting may be a program of PATH, in the home folder, or in the workspace", () => {
  const command = (setting: string, files: string[]): unknown => {
    const found = discover(machine(files, { setting }));
    return found.kind === "found" ? found.command : found;
  };
  assert.equal(command("concheck", [IN_PATH]), IN_PATH);
  assert.equal(command("~/bin/server", ["/home/u/bin/server"]), "/home/u/bin/server");
  assert.equal(command("target/debug/concheck", ["/code/target/debug/concheck"]), "/code/target/debug/concheck");
  assert.equal(command("  /own/server ", ["/own/server"]), "/own/server");
});

test("without any, the places that were looked at are named", () => {
  const found = discover(machine([], { env: { PATH: "/usr/bin", CARGO_HOME: "/cargo" } }));
  assert.deepEqual(found, { kind: "missing", looked: ["PATH", "/extensions/concheck/server", "/cargo/bin"] });
});

test("cargo is offered where it is", () => {
  const env = { PATH: "/usr/bin" };
  assert.equal(hasCargo(machine([], { env })), false);
  assert.equal(hasCargo(machine(["/usr/bin/cargo"], { env })), true);
  assert.equal(hasCargo(machine(["/home/u/.cargo/bin/cargo"], { env })), true);
});

test("cargo's folder may be elsewhere, and relative parts of PATH do not count", () => {
  const env = { PATH: ".:bin", CARGO_HOME: "/cargo" };
  assert.deepEqual(discover(machine(["concheck", "bin/concheck", "/cargo/bin/concheck"], { env })), {
    kind: "found",
    command: "/cargo/bin/concheck",
    origin: "cargo",
  });
});

test("Windows spells it all otherwise", () => {
  const windows: Partial<Surroundings> = {
    env: { Path: "C:\\Windows;C:\\Tools" },
    extension: "C:\\ext",
    home: "C:\\Users\\u",
    workspace: "C:\\code",
    platform: "win32",
  };
  const command = (files: string[], setting = ""): unknown => {
    const found = discover(machine(files, { ...windows, setting }));
    return found.kind === "found" ? found.command : found.kind;
  };
  assert.equal(command(["C:\\Tools\\concheck.exe"]), "C:\\Tools\\concheck.exe");
  assert.equal(command(["C:\\Users\\u\\.cargo\\bin\\concheck.exe"]), "C:\\Users\\u\\.cargo\\bin\\concheck.exe");
  assert.equal(command(["C:\\Tools\\server.exe"], "server"), "C:\\Tools\\server.exe");
  assert.equal(command(["C:\\Tools\\concheck"]), "missing");
});
