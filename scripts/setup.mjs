// `npm run setup`: everything that building and testing need, and nothing built.
import { main, step } from "./lib/say.mjs";
import { ensurePackages } from "./lib/system.mjs";
import { checkNode, checkRust, ensureNodePackages } from "./lib/toolchain.mjs";

await main(async () => {
  checkNode();
  checkRust();
  await ensurePackages(["commandLine", "window", "tests"]);
  await ensureNodePackages();
  step("All that is needed is here", "需要的都有了");
});
