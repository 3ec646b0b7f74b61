// `npm run test:peers`: the connectors against their counterparts in `../shared/peers`. Arguments
// are names of tests: `npm run test:peers -- shopify`.
import { testPeers } from "./lib/peers.mjs";
import { main } from "./lib/say.mjs";
import { checkNode, checkRust } from "./lib/toolchain.mjs";

await main(async () => {
  checkNode();
  checkRust();
  return testPeers(process.argv.slice(2));
});
