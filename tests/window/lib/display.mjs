// A display of its own for a test, and a pointer that moves on it.
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";

/** Starts an X server without a screen; resolves to its name (`:N`) and how to stop it. */
export async function startDisplay(width, height) {
  const child = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", `${width}x${height}x24`, "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const number = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`Xvfb ended with ${code}`)));
    // The server writes the number that it found free once it takes connections.
    child.stdio[3].once("data", (data) => resolve(data.toString().trim()));
  });
  child.removeAllListeners("exit");
  return { name: `:${number}`, stop: () => { child.kill(); } };
}

/** Runs xdotool on the display; its output. */
export function xdotool(env, ...args) {
  const result = spawnSync("xdotool", args, { env, encoding: "utf8" });
  if (result.status !== 0) throw new Error(`xdotool ${args.join(" ")}: ${result.stderr}`);
  return result.stdout.trim();
}

/** Writes a picture of the whole display, as a person would see it, to a PNG file. */
export function picture(env, file) {
  const result = spawnSync("import", ["-window", "root", file], { env, encoding: "utf8" });
  if (result.status !== 0) throw new Error(`import: ${result.stderr}`);
}

/**
 * Makes a Chinese system: compiles the locale into `folder`, where LOCPATH finds it. A page's
 * language is the C library's, and a machine for tests has seldom installed one.
 */
export function chineseLocale(folder) {
  const name = "zh_CN.UTF-8";
  const result = spawnSync("localedef", ["-i", "zh_CN", "-f", "UTF-8", join(folder, name)], { encoding: "utf8" });
  // 1 says that warnings were given; the locale is there.
  if (result.status > 1) throw new Error(`localedef: ${result.stderr}`);
  return { LOCPATH: folder, LANG: name, LC_ALL: name, LANGUAGE: "zh_CN" };
}

/**
 * Drags real files onto the point (x, y) of the display.
 *
 * Nothing of the drop is simulated but the hand: `program` is a second program that offers the
 * files as a file manager does, and the X server carries pointer and data between the two.
 */
export async function dragFiles(env, program, files, { from, to }) {
  const [left, top] = from;
  const source = spawn(program, [String(left), String(top), ...files], { env, stdio: ["ignore", "inherit", "inherit"] });
  const ended = new Promise((resolve, reject) => {
    source.on("error", reject);
    source.on("exit", resolve);
  });
  xdotool(env, "search", "--sync", "--onlyvisible", "--name", "Tidestock drag source");
  xdotool(env, "mousemove", "--sync", String(left + 100), String(top + 100));
  xdotool(env, "mousedown", "1");
  // GTK takes a press for a drag once the pointer has moved some way; the target hears of it
  // only while the pointer goes on moving over it.
  for (let part = 1; part <= 20; part += 1) {
    const at = (start, end) => String(Math.round(start + ((end - start) * part) / 20));
    xdotool(env, "mousemove", at(left + 100, to[0]), at(top + 100, to[1]));
  }
  return {
    /** Lets go of the files; resolves once the source saw the drop end. */
    drop: async () => {
      xdotool(env, "mouseup", "1");
      await ended;
    },
  };
}
