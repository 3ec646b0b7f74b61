// The interface as built: what it ships at its start.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { MOST, startScripts } from "./bundle.mjs";

const built = fileURLToPath(new URL("../../ui/dist", import.meta.url));

test("the scripts of the start stay under 450 kB of gzip", (t) => {
  assert.ok(existsSync(built), "build the interface first: npm run ui:build");
  const scripts = startScripts(built);
  const sum = scripts.reduce((total, [, size]) => total + size, 0);
  for (const [name, size] of scripts.slice(0, 8)) t.diagnostic(`${name} ${size}`);
  t.diagnostic(`${scripts.length} scripts, ${sum} bytes of gzip, ${MOST} allowed`);
  // The entry alone would be a handful: the count shows that what it imports was followed.
  assert.ok(scripts.length > 10, "the imports were followed");
  assert.ok(sum < MOST, `${sum} bytes at the start`);
});
