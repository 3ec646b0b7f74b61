// `npm test`: sets the computer up and runs every test. `npm test -- rust e2e` runs only those
// stages and what they need.
//
// One build serves them all: the workspace is compiled once in the development profile, its
// libraries optimised (Cargo.toml), and the browser tests and the window test start the programs
// of that same build. Each runner closes with its own count; the last line counts the stages.
import { cargo, tool } from "./lib/build.mjs";
import { built, targetDir } from "./lib/paths.mjs";
import { testPeers } from "./lib/peers.mjs";
import { present, run } from "./lib/run.mjs";
import { main, step } from "./lib/say.mjs";
import { runStages } from "./lib/stages.mjs";
import { ensurePackages } from "./lib/system.mjs";
import { checkNode, checkRust, ensureNodePackages } from "./lib/toolchain.mjs";

// The same packages and features in every cargo call: another selection would give shared
// libraries other features, and compile them a second time.
const selection = ["--workspace", "--features", "tidestock-desktop/custom-protocol"];

const programs = {
  TIDESTOCK_PROGRAM: built("debug", "tidestock"),
  TIDESTOCK_WINDOW: built("debug", "tidestock-desktop"),
  TIDESTOCK_DRAG_SOURCE: built("debug", "examples", "drag_source"),
};

const stages = [
  {
    name: "ui-types",
    title: ["Types of the interface and of its tests", "检查界面和界面测试的类型"],
    run: async () => (await tool("vue-tsc/bin/vue-tsc.js", ["--noEmit", "-p", "ui/tsconfig.json"]))
      || tool("typescript/bin/tsc", ["--noEmit", "-p", "tests/e2e/tsconfig.json"]),
  },
  {
    name: "ui-unit",
    title: ["Unit tests of the interface", "界面单元测试"],
    run: () => tool("vitest/vitest.mjs", ["run", "--root", "ui"]),
  },
  {
    name: "scripts",
    title: ["Tests of these scripts", "测试这些脚本"],
    run: () => run(process.execPath, ["--test", "--test-reporter=spec", "scripts/lib/system.test.mjs"]),
  },
  {
    name: "ui-build",
    title: ["Building the interface", "构建界面"],
    run: () => tool("vite/bin/vite.js", ["build", "ui"]),
  },
  {
    name: "ui-size",
    title: ["What the interface ships at its start", "界面启动时带多少脚本"],
    needs: ["ui-build"],
    run: () => run(process.execPath, ["--test", "--test-reporter=spec", "scripts/lib/bundle.test.mjs"]),
  },
  {
    name: "format",
    title: ["Format of the Rust code", "检查 Rust 代码格式"],
    run: () => cargo(["fmt", "--all", "--check"]),
  },
  {
    name: "rust",
    title: ["Rust tests", "Rust 测试"],
    // The window's program has the interface inside it, so it cannot be compiled before.
    needs: ["ui-build"],
    run: () => (present("cargo-nextest")
      ? cargo(["nextest", "run", "--no-fail-fast", ...selection])
      : cargo(["test", "--no-fail-fast", "--lib", "--bins", "--tests", ...selection])),
  },
  {
    name: "doc-tests",
    title: ["Examples in the documentation", "文档里的例子"],
    needs: ["ui-build"],
    run: () => cargo(["test", "--doc", ...selection]),
  },
  {
    name: "programs",
    title: ["Building the programs that the next stages start", "构建后面要启动的程序"],
    needs: ["ui-build"],
    run: () => cargo(["build", "--bins", "--examples", ...selection]),
  },
  {
    name: "peers",
    title: ["Connectors against their counterparts", "对接模块和对端测试"],
    needs: ["programs"],
    run: () => testPeers([], selection),
  },
  {
    name: "e2e",
    title: ["The interface in a browser, against the real engine", "在浏览器里用真引擎跑界面"],
    needs: ["programs"],
    run: () => tool("@playwright/test/cli.js", ["test", "--config", "tests/e2e/playwright.config.ts"], { env: programs }),
  },
  {
    name: "window",
    title: ["The real window", "真窗口"],
    needs: ["programs"],
    run: () => (process.platform === "linux"
      ? run(process.execPath, ["--test", "--test-reporter=spec", "tests/window/window.test.mjs"], { env: programs })
      : 0),
  },
  {
    name: "clippy",
    title: ["Clippy, warnings denied", "Clippy，不许有警告"],
    needs: ["ui-build"],
    run: () => cargo(["clippy", "--all-targets", ...selection, "--", "--deny", "warnings"]),
  },
];

await main(async () => {
  checkNode();
  checkRust();
  await ensurePackages(["commandLine", "window", "tests"]);
  await ensureNodePackages();
  step(`Build outputs: ${targetDir}`, `构建输出：${targetDir}`);
  return runStages(stages, process.argv.slice(2));
});
