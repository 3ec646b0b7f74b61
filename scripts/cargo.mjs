// `node scripts/cargo.mjs …`: cargo with the target folder that all scripts share.
import { cargo } from "./lib/build.mjs";
import { main } from "./lib/say.mjs";
import { checkRust } from "./lib/toolchain.mjs";

await main(() => {
  checkRust();
  return cargo(process.argv.slice(2));
});
