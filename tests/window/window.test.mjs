// One run of the real window: the shell's own program, WebKitGTK, a display, a pointer.
//
// The page is looked at through WebKitGTK's WebDriver. The file is dropped by a second program
// through the X server, so nothing of the drop is simulated but the hand on the pointer.
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chineseLocale, dragFiles, picture, startDisplay, xdotool } from "./lib/display.mjs";
import { startDriver, until } from "./lib/webdriver.mjs";
import { holds } from "./lib/workbook.mjs";

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

/** Drags files from beside the window onto it; `held` is called while they hang over it. */
async function drop(files, held = () => undefined) {
  const drag = await dragFiles(env, dragSource, files, { from: [1495, 300], to: [640, 400] });
  held();
  await drag.drop();
}

/** The import of a file, once it is there. */
const imported = (name) => until(`the import of ${name}`, async () => {
  const { answer } = await call("import_history", {});
  return answer?.batches?.find((one) => one.file.includes(name));
}, 240_000);

const shown = (css) => page.run("return document.querySelector(arguments[0])?.textContent ?? ''", css);

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
    // The folder dialog keeps its size somewhere; without a bus it is not the desktop's database.
    GSETTINGS_BACKEND: "memory",
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
  await drop([file], () => keepPicture("file-held-over-the-window"));
  const batch = await imported("订单 七月.csv");
  assert.equal(batch.kind, "orders");
  assert.equal(batch.accepted, 3);
  assert.equal(batch.rejected, 0);
  await until("the report", async () => (await page.text()).includes("订单 七月.csv"));
  keepPicture("import-report");
});

test("the demo's files, dropped, become a plan and the suppliers' workbooks on the disk", async () => {
  // The shop counts in pounds and pays in dollars and yuan.
  await call("settings_set", { key: "base_currency", value: "GBP" });
  await call("rate_set", { currency: "USD", day: "2024-11-01", rate: "0.76" });
  await call("rate_set", { currency: "CNY", day: "2024-11-01", rate: "0.104" });
  const demo = (name) => join(root, "demo", name);
  // The opening stock is older than the count that follows, and comes first.
  await drop([demo("opening_stock.csv")]);
  await imported("opening_stock.csv");
  const names = [
    "suppliers.csv", "locations.csv", "products.csv", "purchase_orders.csv", "orders.csv.gz",
    "returns.csv", "stock.csv", "promotions.csv",
  ];
  await drop(names.map(demo));
  for (const name of names) await imported(name);
  await until("the report", async () => (await shown("[data-test=import-report]")).includes("promotions.csv"));
  keepPicture("demo-report");

  await page.run("location.hash = '#/plan'");
  const before = await until("the plan", () => shown("[data-test=plan-total]"), 120_000);
  const [sku, units] = await page.run(`
    const box = document.querySelector("[data-test^=quantity-]");
    box.focus();
    return [box.dataset.test.split("-")[1], Number(box.value.replace(/\\D/g, ""))];`);
  // Real keys: one carton more, and done.
  const [window] = xdotool(env, "search", "--onlyvisible", "--name", "^Tidestock").split("\n");
  xdotool(env, "windowfocus", "--sync", window);
  xdotool(env, "key", "Up");
  const chosen = await until("the quantity to rise", async () => {
    const now = await page.run(`
      return Number(document.querySelector("[data-test^=quantity-]").value.replace(/\\D/g, ""))`);
    return now > units && now;
  });
  xdotool(env, "key", "Return");
  await until("the sum to answer", async () => (await shown("[data-test=plan-total]")) !== before, 120_000);
  keepPicture("plan");

  // The folder is chosen in the system's own dialog.
  await page.click("[data-test=export-plan]");
  const dialog = await until("the folder dialog", () => {
    const all = xdotool(env, "search", "--onlyvisible", "--class", "tidestock").split("\n");
    return all.find((one) => one !== window && xdotool(env, "getwindowname", one).includes("采购单"));
  });
  xdotool(env, "windowfocus", "--sync", dialog);
  // GTK opens its line for a path at the first stroke of a path.
  xdotool(env, "type", "--delay", "30", `${folder}/`);
  keepPicture("folder-dialog");
  xdotool(env, "key", "Return");

  const listed = await until("the list of files", async () => {
    const names = await page.run(`
      return [...document.querySelectorAll("[data-test=export-files] li")].map((row) => row.textContent.trim())`);
    return names.length > 0 && names;
  }, 120_000);
  keepPicture("exported");
  const written = readdirSync(folder, { recursive: true }).map(String).filter((name) => name.endsWith(".xlsx"));
  assert.deepEqual(written.map((name) => name.split("/").at(-1)).sort(), [...listed].sort());
  assert.ok(
    written.some((name) => holds(join(folder, name), sku, chosen)),
    `no workbook orders ${chosen} of ${sku}: ${written.join(", ")}`,
  );
});
