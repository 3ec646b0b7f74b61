// As much of the WebDriver protocol (W3C recommendation) as these tests need, over fetch.
import { spawn } from "node:child_process";
import { createServer } from "node:net";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** A port that is free now. */
const freePort = () => new Promise((resolve, reject) => {
  const server = createServer();
  server.on("error", reject);
  server.listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

/** Asks `probe` until it gives something, for at most `limit` milliseconds. */
export async function until(what, probe, limit = 60_000) {
  const end = performance.now() + limit;
  let last;
  while (performance.now() < end) {
    try {
      const answer = await probe();
      if (answer) return answer;
    } catch (failure) {
      last = failure;
    }
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  throw new Error(`waited ${limit} ms for ${what}${last ? `: ${last.message}` : ""}`);
}

/** Starts WebKitGTK's driver; `env` is what it and the programs it launches see. */
export async function startDriver(env) {
  const port = await freePort();
  const child = spawn("WebKitWebDriver", [`--port=${port}`], { env, stdio: ["ignore", "inherit", "inherit"] });
  const address = `http://127.0.0.1:${port}`;

  async function ask(method, path, body) {
    const answer = await fetch(address + path, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  }

  await until("the driver to answer", async () => (await ask("GET", "/status")).ready !== undefined);
  return {
    /** Launches a program that shows a WebKitGTK page, and attaches to that page. */
    async open(binary) {
      const { sessionId } = await ask("POST", "/session", {
        capabilities: { alwaysMatch: { "webkitgtk:browserOptions": { binary, args: [] } } },
      });
      const session = `/session/${sessionId}`;
      await ask("POST", `${session}/timeouts`, { script: 60_000 });
      return page((method, path, body) => ask(method, session + path, body));
    },
    stop: () => { child.kill(); },
  };
}

function page(ask) {
  const script = (kind, body, args) => ask("POST", `/execute/${kind}`, { script: body, args });
  return {
    title: () => ask("GET", "/title"),
    url: () => ask("GET", "/url"),
    /** Runs `body`, the body of a function, in the page; its return value. */
    run: (body, ...args) => script("sync", body, args),
    /** Runs `body`, which calls `done(value)`, in the page; that value. */
    runAsync: (body, ...args) => script("async", `const done = arguments[arguments.length - 1]; ${body}`, args),
    /** What the page shows, as text. */
    text: () => script("sync", "return document.body.innerText", []),
    async click(css) {
      const found = await ask("POST", "/element", { using: "css selector", value: css });
      await ask("POST", `/element/${found[ELEMENT]}/click`, {});
    },
    close: () => ask("DELETE", ""),
  };
}
