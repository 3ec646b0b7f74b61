// Where things are.
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/**
 * Where cargo builds. Outside the checkout, so that a second clone, or a clone made to test a
 * change, does not compile six hundred libraries again. `CARGO_TARGET_DIR` overrules.
 */
export const targetDir = process.env.CARGO_TARGET_DIR
  || join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "tidestock", "target");

/** The built interface. */
export const uiDist = join(root, "ui", "dist");

/** A program that cargo built: `profile` is the folder's name, `debug` or `release`. */
export const built = (profile, ...parts) =>
  `${join(targetDir, profile, ...parts)}${process.platform === "win32" ? ".exe" : ""}`;
