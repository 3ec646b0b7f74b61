// `npm run build`: the bundles that people install, for the system this runs on. Arguments go to
// `tauri build`: `npm run build -- --bundles deb`.
import { targetDir } from "./lib/paths.mjs";
import { tool } from "./lib/build.mjs";
import { main, note } from "./lib/say.mjs";
import { ensurePackages } from "./lib/system.mjs";
import { checkNode, checkRust, ensureNodePackages } from "./lib/toolchain.mjs";

await main(async () => {
  checkNode();
  checkRust();
  await ensurePackages(["commandLine", "window"]);
  await ensureNodePackages();
  const code = await tool("@tauri-apps/cli/tauri.js", ["build", ...process.argv.slice(2)], {
    env: { CARGO_TARGET_DIR: targetDir },
  });
  note(`Bundles: ${targetDir}/release/bundle`, `安装包：${targetDir}/release/bundle`);
  return code;
});
