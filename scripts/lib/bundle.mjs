// What the interface ships when it starts: every script that the first page reads, gzipped.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** Bytes of gzip that the scripts of the start may have together. */
export const MOST = 450_000;

/**
 * Screens and parts that open by themselves: the door, Today and its chart, the call to the engine.
 * All others wait until they are asked for. Names as in the sources; vite adds a hash.
 */
const START = ["HomeView", "TodayView", "StockValueChart", "Chart", "http", "tauri"];

/** `from"./a.js"`, `import"./a.js"`: what a script cannot run without. */
const NEEDED = /(?:from|import)\s*["']\.\/([^"']+\.js)["']/g;

/** Each script of the start with its gzipped size, largest first. `folder` is the built interface. */
export function startScripts(folder) {
  const assets = join(folder, "assets");
  const names = readdirSync(assets).filter((name) => name.endsWith(".js"));
  const page = readFileSync(join(folder, "index.html"), "utf8");
  const entry = [...page.matchAll(/assets\/([^"']+\.js)/g)].map(([, name]) => name);
  const opened = START.map((part) => {
    const found = names.filter((name) => name.replace(/-[\w-]{8}\.js$/, "") === part);
    if (found.length === 0) throw new Error(`${part} is not a script of its own any more`);
    return found;
  });
  const sizes = new Map();
  const visit = (name) => {
    if (sizes.has(name)) return;
    const source = readFileSync(join(assets, name));
    sizes.set(name, gzipSync(source, { level: 9 }).length);
    for (const [, other] of source.toString("utf8").matchAll(NEEDED)) visit(other);
  };
  [...entry, ...opened.flat()].forEach(visit);
  return [...sizes].sort(([, one], [, other]) => other - one);
}
