// One run of the real window: the shell's own program, WebKitGTK, a display, a pointer.
//
// The page is looked at through WebKitGTK's WebDriver. The file is dropped by a second program
// through the X server, so nothing of the drop is simulated but the hand on the pointer.
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chineseLocale, dragFile, picture, startDisplay, xdotool } from "./lib/display.mjs";
import { startDriver, until } from "./lib/webdriver.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const pictures = join(root, "test-results", "window");
const { TIDESTOCK_WINDOW: program, TIDESTOCK_DRAG_SOURCE: dragSource } = process.env;

let folder;
let display;
let driver;
let page;
let env;

/** Calls the engine from the page, the way the interface does. */
const call = (name, request) => page.runAsync(
  `window.__TAURI_INTERNALS__.invoke("call", { name: arguments[0], request: arguments[1] })
    .then((answer) => done({ answer }), (failure) => done({ failure }));`,
  name,
  request,
);

const keepPicture = (name) => picture(env, join(pictures, `${name}.png`));

before(async () => {
  assert.ok(program && dragSource, "run this through npm test, which builds the programs first");
  mkdirSync(pictures, { recursive: true });
  folder = mkdtempSync(join(tmpdir(), "tidestock-window-"));
  display = await startDisplay(1700, 900);
  env = {
    ...process.env,
    DISPLAY: display.name,
    GDK_BACKEND: "x11",
    // Without a graphics card, WebKit's fast paths draw nothing or never come back.
    WEBKIT_DISABLE_DMABUF_RENDERER: "1",
    WEBKIT_DISABLE_COMPOSITING_MODE: "1",
    NO_AT_BRIDGE: "1",
    // No session bus: it would start the desktop's document portal, which mounts a file system
    // inside this run's cache folder and keeps the folder from being removed.
    DBUS_SESSION_BUS_ADDRESS: "disabled:",
    // The web view lets itself be driven only when it is told so at the start.
    TAURI_AUTOMATION: "true",
    TAURI_WEBVIEW_AUTOMATION: "true",
    ...chineseLocale(folder),
    // Settings and window place of this run only.
    HOME: folder,
    XDG_DATA_HOME: join(folder, "data"),
    XDG_CONFIG_HOME: join(folder, "config"),
    XDG_CACHE_HOME: join(folder, "cache"),
    TIDESTOCK_WORKSPACE: join(folder, "shop.db"),
  };
  driver = await startDriver(env);
  page = await driver.open(program);
});

after(async () => {
  await page?.close().catch(() => undefined);
  driver?.stop();
  display?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

test("the window opens on the interface, in the system's language", async () => {
  await until("the first page", async () => (await page.text()).includes("潮备"));
  assert.equal(await page.run("return document.documentElement.lang"), "zh-CN");
  const [window] = xdotool(env, "search", "--onlyvisible", "--name", "^Tidestock").split("\n");
  assert.equal(xdotool(env, "getwindowname", window), "Tidestock 潮备");
  const [width, height] = await page.run("return [innerWidth, innerHeight]");
  assert.deepEqual([width, height], [1280, 800]);
  keepPicture("first-run");
});

test("a call reaches the engine, and a refusal comes back as a code", async () => {
  const { answer } = await call("settings_get", {});
  assert.ok(JSON.stringify(answer).includes("USD"), JSON.stringify(answer));
  const { failure } = await call("no_such_command", {});
  assert.equal(failure.code, "unknown_command");
  assert.equal(failure.params.name, "no_such_command");
});

test("the page can reach nothing but the engine", async () => {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.setHeader("access-control-allow-origin", "*");
    response.end("hello");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = `http://127.0.0.1:${server.address().port}`;
  const results = await page.runAsync(
    `const failed = (promise) => promise.then(() => "open", () => "closed");
     const loads = (element, source) => new Promise((resolve, reject) => {
       element.onload = resolve; element.onerror = reject; element.src = source;
       document.body.append(element);
     });
     Promise.all([
       failed(fetch(arguments[0] + "/fetch")),
       failed(loads(new Image(), arguments[0] + "/image.png")),
       failed(loads(document.createElement("script"), arguments[0] + "/script.js")),
       failed(window.__TAURI_INTERNALS__.invoke("plugin:window|close", { label: "main" })),
       failed(window.__TAURI_INTERNALS__.invoke("plugin:dialog|message", { message: "hello" })),
     ]).then(done);`,
    address,
  );
  server.close();
  assert.deepEqual(results, ["closed", "closed", "closed", "closed", "closed"]);
  assert.deepEqual(asked, [], "a request left the window");
});

test("a file dropped on the window is imported", async () => {
  const file = join(folder, "订单 七月.csv");
  writeFileSync(
    file,
    "order_id,ordered_at,sku,quantity,unit_price,currency,country\n"
      + "W-1,2026-07-01,LAMP-L2,2,19.50,USD,US\n"
      + "W-2,2026-07-02,LAMP-L2,1,19.50,USD,DE\n"
      + "W-2,2026-07-02,CUP-500,4,7.00,USD,DE\n",
  );
  const drag = await dragFile(env, dragSource, file, { from: [1495, 300], to: [640, 400] });
  keepPicture("file-held-over-the-window");
  await drag.drop();

  const batch = await until("the import", async () => {
    const { answer } = await call("import_history", {});
    return answer?.batches?.find((one) => one.file.includes("订单 七月.csv"));
  });
  assert.equal(batch.kind, "orders");
  assert.equal(batch.accepted, 3);
  assert.equal(batch.rejected, 0);
  await until("the report", async () => (await page.text()).includes("订单 七月.csv"));
  keepPicture("import-report");
});
