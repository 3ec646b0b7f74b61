// The counterparts that connectors are tested against.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { cargo } from "./build.mjs";
import { root } from "./paths.mjs";
import { run } from "./run.mjs";
import { note } from "./say.mjs";

const folder = process.env.TIDESTOCK_PEERS || join(root, "..", "shared", "peers");

/** Runs the tests that need a counterpart; left out, with a word, where there is none. */
export async function testPeers(names = [], selection = ["--package", "connect", "--package", "tidestock"]) {
  const start = join(folder, "start");
  if (!existsSync(start)) {
    note(`left out: no counterparts in ${folder}`, `跳过：${folder} 里没有对接测试用的对端`);
    return 0;
  }
  // Their packages come once, before anything is timed.
  const fetched = await run(process.execPath, [start, "install"]);
  if (fetched !== 0) return fetched;
  return cargo(["test", ...selection, "--test", "peers", "--", "--ignored", ...names]);
}
