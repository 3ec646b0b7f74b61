// What happens where system packages are missing: against a dpkg-query, apt-get and sudo that only
// write down what they were asked.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { Refusal } from "./say.mjs";
import { ensurePackages } from "./system.mjs";

const onLinux = { skip: process.platform === "linux" ? false : "apt is on Linux" };
const commandLine = ["build-essential", "pkg-config", "libfontconfig-dev", "fonts-noto-cjk"];
const realPath = process.env.PATH;
const realUser = process.getuid;
let folder;

const script = (name, body) => writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
// Asking for a version is how the scripts look whether a program is there.
const asked = () => readFileSync(join(folder, "log"), "utf8").split("\n")
  .filter((line) => line !== "" && !line.endsWith(" --version"));
const installed = (names) => writeFileSync(join(folder, "installed"), names.map((name) => `${name}\n`).join(""));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tidestock-scripts-"));
  writeFileSync(join(folder, "log"), "");
  // Builtins of the shell alone: nothing of the computer's own is on this path but `env`.
  script("dpkg-query", `for name in "$@"; do :; done
while read known; do if [ "$known" = "$name" ]; then printf installed; exit 0; fi; done < '${folder}/installed'
exit 1`);
  script("apt-get", `echo "apt-get $*" >> '${folder}/log'
[ -e '${folder}/broken' ] && exit 100
case " $* " in *" install "*) for name in "$@"; do echo "$name" >> '${folder}/installed'; done;; esac
exit 0`);
  symlinkSync("/usr/bin/env", join(folder, "env"));
  process.env.PATH = folder;
  process.getuid = () => 0;
});

afterEach(() => {
  process.env.PATH = realPath;
  process.getuid = realUser;
  rmSync(folder, { recursive: true, force: true });
});

test("nothing is installed where everything is there", onLinux, async () => {
  installed(commandLine);
  await ensurePackages(["commandLine"]);
  assert.deepEqual(asked(), []);
});

test("only what is missing is installed, after the lists were brought up to date", onLinux, async () => {
  installed(["build-essential", "pkg-config"]);
  await ensurePackages(["commandLine"]);
  const [update, install, ...rest] = asked();
  assert.match(update, /update$/);
  assert.match(install, /install --yes --no-install-recommends libfontconfig-dev fonts-noto-cjk$/);
  assert.deepEqual(rest, []);
});

test("who is not root goes through sudo", onLinux, async () => {
  script("sudo", `echo "sudo $1" >> '${folder}/log'; exec "$@"`);
  process.getuid = () => 1000;
  installed(commandLine.slice(1));
  await ensurePackages(["commandLine"]);
  assert.deepEqual(asked().filter((line) => line.startsWith("sudo")), ["sudo env", "sudo env"]);
});

test("without root and without sudo the command to run is said", onLinux, async () => {
  process.getuid = () => 1000;
  installed(commandLine.slice(1));
  await assert.rejects(ensurePackages(["commandLine"]), (failure) => {
    assert.ok(failure instanceof Refusal);
    assert.match(failure.message, /apt-get install build-essential$/);
    assert.match(failure.zh, /apt-get install build-essential$/);
    return true;
  });
  assert.deepEqual(asked(), []);
});

test("what apt could not install is named in both languages", onLinux, async () => {
  writeFileSync(join(folder, "broken"), "");
  installed(commandLine.slice(0, 3));
  await assert.rejects(ensurePackages(["commandLine"]), (failure) => {
    assert.ok(failure instanceof Refusal);
    assert.match(failure.message, /fonts-noto-cjk/);
    assert.match(failure.zh, /fonts-noto-cjk/);
    return true;
  });
});

test("on a Linux without apt the names are said and nothing stops", onLinux, async () => {
  rmSync(join(folder, "apt-get"));
  installed([]);
  await ensurePackages(["commandLine"]);
  assert.deepEqual(asked(), []);
});
