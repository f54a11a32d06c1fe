// Where the program `concheck` is, whose command `lsp` is the server: the first of the setting, the environment, the extension itself, PATH and cargo's folder.

import * as path from "node:path";

/** The variable that names the server. */
export const VARIABLE = "CONCHECK_LSP";

/** All that the search depends on. */
export interface Surroundings {
  /** The setting `concheck.server.path`; empty if it is not set. */
  setting: string;
  /** The process's environment. */
  env: Readonly<Record<string, string | undefined>>;
  /** The folder of the extension. */
  extension: string;
  /** The user's home folder. */
  home: string;
  /** The first folder of the workspace, that a relative setting speaks of. */
  workspace: string | undefined;
  platform: NodeJS.Platform;
  /** Whether there is such a file. */
  isFile(file: string): boolean;
}

/** Who named a place. */
export type Origin = "setting" | "environment" | "extension" | "PATH" | "cargo";

export type Discovery =
  | { kind: "found"; command: string; origin: Origin }
  /** Something that the user named is not there: what else there may be is not what is wanted. */
  | { kind: "wrong"; named: string; origin: Origin }
  | { kind: "missing"; looked: string[] };

/** Whether cargo is there, so that it can install the server. */
export function hasCargo(around: Surroundings): boolean {
  const paths = pathsOf(around);
  const program = around.platform === "win32" ? "cargo.exe" : "cargo";
  return [...searchPath(around, paths), cargoFolder(around, paths)].some((folder) =>
    around.isFile(paths.join(folder, program)),
  );
}

/** Finds the server. */
export function discover(around: Surroundings): Discovery {
  const paths = pathsOf(around);
  const program = around.platform === "win32" ? "concheck.exe" : "concheck";

  const named: [Origin, string][] = [
    ["setting", around.setting.trim()],
    ["environment", (around.env[VARIABLE] ?? "").trim()],
  ];
  for (const [origin, name] of named) {
    if (name !== "") {
      const file = resolve(around, paths, name);
      return file === undefined ? { kind: "wrong", named: name, origin } : { kind: "found", command: file, origin };
    }
  }

  const places: [Origin, string][] = [
    ["extension", paths.join(around.extension, "server")],
    ...searchPath(around, paths).map((folder): [Origin, string] => ["PATH", folder]),
    ["cargo", cargoFolder(around, paths)],
  ];
  for (const [origin, folder] of places) {
    const file = paths.join(folder, program);
    if (around.isFile(file)) {
      return { kind: "found", command: file, origin };
    }
  }
  const looked = places.filter(([origin]) => origin !== "PATH").map(([, folder]) => folder);
  return { kind: "missing", looked: ["PATH", ...looked] };
}

function pathsOf(around: Surroundings): path.PlatformPath {
  return around.platform === "win32" ? path.win32 : path.posix;
}

/** Where cargo puts programs that it installs. */
function cargoFolder(around: Surroundings, paths: path.PlatformPath): string {
  return paths.join(around.env["CARGO_HOME"] || paths.join(around.home, ".cargo"), "bin");
}

/** The file that a name given by the user means: a path, or a program of PATH. */
function resolve(around: Surroundings, paths: path.PlatformPath, name: string): string | undefined {
  const candidates: string[] = [];
  if (name === "~" || name.startsWith("~/")) {
    candidates.push(paths.join(around.home, name.slice(1)));
  } else if (paths.isAbsolute(name)) {
    candidates.push(name);
  } else if (paths.basename(name) === name) {
    candidates.push(...searchPath(around, paths).map((folder) => paths.join(folder, name)));
  } else if (around.workspace !== undefined) {
    candidates.push(paths.join(around.workspace, name));
  }
  if (around.platform === "win32") {
    candidates.push(...candidates.map((file) => `${file}.exe`));
  }
  return candidates.find((file) => around.isFile(file));
}

function searchPath(around: Surroundings, paths: path.PlatformPath): string[] {
  // The name of the variable does not depend on case on Windows, but copies of the environment do.
  const key = Object.keys(around.env).find((name) =>
    around.platform === "win32" ? name.toUpperCase() === "PATH" : name === "PATH",
  );
  const value = key === undefined ? "" : (around.env[key] ?? "");
  return value.split(paths.delimiter).filter((folder) => paths.isAbsolute(folder));
}
