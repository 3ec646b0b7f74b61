// `npm run check`: all that can be said about the code without running it.
import { cargo, tool } from "./lib/build.mjs";
import { main } from "./lib/say.mjs";
import { runStages } from "./lib/stages.mjs";
import { ensurePackages } from "./lib/system.mjs";
import { checkNode, checkRust, ensureNodePackages } from "./lib/toolchain.mjs";

const stages = [
  {
    name: "format",
    title: ["Format of the Rust code", "检查 Rust 代码格式"],
    run: () => cargo(["fmt", "--all", "--check"]),
  },
  {
    name: "ui-types",
    title: ["Types of the interface and of its tests", "检查界面和界面测试的类型"],
    run: async () => (await tool("vue-tsc/bin/vue-tsc.js", ["--noEmit", "-p", "ui/tsconfig.json"]))
      || tool("typescript/bin/tsc", ["--noEmit", "-p", "tests/e2e/tsconfig.json"]),
  },
  {
    name: "house",
    title: ["Rules of the house and sentences of both languages", "架构规则和两种语言的句子"],
    run: () => cargo(["test", "--package", "tidestock", "--test", "architecture", "--test", "locales"]),
  },
  {
    name: "clippy",
    title: ["Clippy, warnings denied", "Clippy，不许有警告"],
    run: () => cargo(["clippy", "--all-targets", "--workspace", "--", "--deny", "warnings"]),
  },
  {
    name: "rustdoc",
    title: ["Documentation, warnings denied", "文档，不许有警告"],
    run: () => cargo(["doc", "--workspace", "--no-deps"], { env: { RUSTDOCFLAGS: "--deny warnings" } }),
  },
];

await main(async () => {
  checkNode();
  checkRust();
  await ensurePackages(["commandLine", "window"]);
  await ensureNodePackages();
  return runStages(stages, process.argv.slice(2));
});
