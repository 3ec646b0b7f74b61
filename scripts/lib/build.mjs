// The builds: what cargo and vite are asked for, and what is there afterwards.
import { join } from "node:path";
import { built, targetDir } from "./paths.mjs";
import { run } from "./run.mjs";
import { Refusal, step } from "./say.mjs";

/** Runs cargo with the target folder that all scripts share; resolves to its exit code. */
export const cargo = (args, { env = {} } = {}) =>
  run("cargo", args, { env: { CARGO_TARGET_DIR: targetDir, ...env } });

/** Runs one of the node packages' programs by its file inside node_modules. */
export const tool = (file, args, options) =>
  run(process.execPath, [join("node_modules", file), ...args], options);

const need = async (exit, en, zh) => {
  if ((await exit) !== 0) throw new Refusal(en, zh);
};

/** Builds the interface into ui/dist. */
export async function buildUi() {
  step("Building the interface", "构建界面");
  await need(
    tool("vite/bin/vite.js", ["build", "ui"]),
    "The interface could not be built; vite's own words are above.",
    "界面没能构建，原因见上面。",
  );
}

/** Builds the command line, optimised; the path of the program. */
export async function buildCommandLine() {
  step(
    "Building the command line (some minutes the first time)",
    "构建命令行（第一次要几分钟）",
  );
  await need(
    cargo(["build", "--release", "--package", "tidestock", "--bin", "tidestock"]),
    "The command line could not be built; cargo's own words are above.",
    "命令行没能构建，原因见上面。",
  );
  return built("release", "tidestock");
}

/** Builds the window, optimised, with the interface inside it; the path of the program. */
export async function buildWindow() {
  step("Building the window (some minutes the first time)", "构建窗口（第一次要几分钟）");
  await need(
    cargo(["build", "--release", "--package", "tidestock-desktop", "--features", "custom-protocol"]),
    "The window could not be built; cargo's own words are above.",
    "窗口没能构建，原因见上面。",
  );
  return built("release", "tidestock-desktop");
}
