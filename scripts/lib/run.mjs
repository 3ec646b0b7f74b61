// Running other programs.
import { spawn, spawnSync } from "node:child_process";
import { root } from "./paths.mjs";

// npm and npx are command files on Windows, and those need a shell to run.
const shell = (command) => process.platform === "win32" && /^(npm|npx)$/.test(command);

/** Runs a program with this terminal as its own; resolves to its exit code (1 where a signal ended it). */
export function run(command, args, { env = {}, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      stdio: ["ignore", "inherit", "inherit"],
      shell: shell(command),
      env: { ...process.env, ...env },
    });
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

/** Runs a program to its end; its output and exit code, or null where there is no such program. */
export function capture(command, args, { cwd = root } = {}) {
  const result = spawnSync(command, args, { cwd, encoding: "utf8", shell: shell(command) });
  if (result.error) return null;
  return { code: result.status ?? 1, output: `${result.stdout}${result.stderr}`.trim() };
}

/** True where the program can be started at all. */
export const present = (command, args = ["--version"]) => capture(command, args) !== null;
