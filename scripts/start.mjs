// `npm start`: sets the computer up, builds, and opens Tidestock.
//
// Where a window can be opened it opens one. Where there is no display the same interface is
// served to a browser over loopback, and its address is printed.
import { existsSync } from "node:fs";
import { buildCommandLine, buildUi, buildWindow } from "./lib/build.mjs";
import { run } from "./lib/run.mjs";
import { main, note, step } from "./lib/say.mjs";
import { ensurePackages, hasDisplay } from "./lib/system.mjs";
import { checkNode, checkRust, ensureNodePackages } from "./lib/toolchain.mjs";

// On a Linux without a graphics device (a virtual machine, a remote desktop) WebKit's fast paths
// draw an empty window.
const withoutGraphicsCard = () => (process.platform === "linux" && !existsSync("/dev/dri")
  ? { WEBKIT_DISABLE_DMABUF_RENDERER: "1", WEBKIT_DISABLE_COMPOSITING_MODE: "1" }
  : {});

await main(async () => {
  const window = hasDisplay();
  checkNode();
  checkRust();
  await ensurePackages(window ? ["commandLine", "window"] : ["commandLine"]);
  await ensureNodePackages();
  await buildUi();
  if (window) {
    const program = await buildWindow();
    step("Opening the window", "打开窗口");
    return run(program, [], { env: withoutGraphicsCard() });
  }
  const program = await buildCommandLine();
  step(
    "No display: serving to a browser on this computer. Open the address below; Ctrl C stops.",
    "没有显示器：在本机用浏览器打开下面的地址；Ctrl C 停止。",
  );
  note("The address holds this start's key: keep it to yourself.", "地址里带着这次启动的密钥，不要给别人。");
  return run(program, ["serve", ...process.argv.slice(2)]);
});
