// `npm run e2e`: builds what the browser tests need and runs them. Arguments go to Playwright:
// `npm run e2e -- --project zh first-run`.
import { buildUi, cargo, tool } from "./lib/build.mjs";
import { built } from "./lib/paths.mjs";
import { main, step } from "./lib/say.mjs";
import { ensurePackages } from "./lib/system.mjs";
import { checkNode, checkRust, ensureNodePackages } from "./lib/toolchain.mjs";

await main(async () => {
  checkNode();
  checkRust();
  await ensurePackages(["commandLine", "tests"]);
  await ensureNodePackages();
  await buildUi();
  step("Building the command line", "构建命令行");
  const code = await cargo(["build", "--package", "tidestock"]);
  if (code !== 0) return code;
  return tool(
    "@playwright/test/cli.js",
    ["test", "--config", "tests/e2e/playwright.config.ts", ...process.argv.slice(2)],
    { env: { TIDESTOCK_PROGRAM: built("debug", "tidestock") } },
  );
});
