// Rust, Node and the node packages: found, new enough, installed.
import { existsSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { root } from "./paths.mjs";
import { capture, run } from "./run.mjs";
import { Refusal, step } from "./say.mjs";

const parts = (version) => version.split(".").map(Number);

function atLeast(version, wanted) {
  const [have, want] = [parts(version), parts(wanted)];
  for (let place = 0; place < want.length; place += 1) {
    if ((have[place] ?? 0) !== want[place]) return (have[place] ?? 0) > want[place];
  }
  return true;
}

/** Refuses a Node that is older than package.json asks for. */
export function checkNode() {
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const wanted = engines.node.replace(/[^\d.]/g, "");
  if (!atLeast(process.versions.node, wanted)) {
    throw new Refusal(
      `Node ${wanted} or later is needed; this is ${process.versions.node}.`,
      `需要 Node ${wanted} 或更新，现在是 ${process.versions.node}。`,
    );
  }
}

/** Refuses a missing Rust, or one that is older than Cargo.toml asks for. */
export function checkRust() {
  // rustup writes the path into a file that only a new terminal reads.
  const home = join(process.env.CARGO_HOME || join(homedir(), ".cargo"), "bin");
  if (existsSync(home)) process.env.PATH = `${process.env.PATH}${delimiter}${home}`;

  const wanted = /^rust-version = "([\d.]+)"/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"))[1];
  const answer = capture("cargo", ["--version"]);
  const version = /cargo ([\d.]+)/.exec(answer?.output ?? "")?.[1];
  if (!version) {
    throw new Refusal(
      `Rust ${wanted} or later is needed and cargo is not there; install it from rustup.rs.`,
      `需要 Rust ${wanted} 或更新，没找到 cargo；到 rustup.rs 安装。`,
    );
  }
  if (!atLeast(version, wanted)) {
    throw new Refusal(
      `Rust ${wanted} or later is needed; this is ${version}; run: rustup update stable`,
      `需要 Rust ${wanted} 或更新，现在是 ${version}；运行：rustup update stable`,
    );
  }
}

/** Installs the node packages where they are missing or older than the lock file. */
export async function ensureNodePackages() {
  const lock = join(root, "package-lock.json");
  const installed = join(root, "node_modules", ".package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  step("Installing node packages", "安装 node 包");
  if ((await run("npm", ["ci", "--no-audit", "--no-fund"])) !== 0) {
    throw new Refusal(
      "npm ci failed; its own words are above (no network is the usual reason).",
      "npm ci 失败，原因见上面（多半是没有网络）。",
    );
  }
}
