// A run of several stages: each is named, timed, and counted; a failed one does not hide the next.
import { note, seconds, step } from "./say.mjs";

/**
 * Runs stages in order and says at the end how each went.
 *
 * A stage is `{ name, title: [en, zh], run, needs }`. `run` resolves to an exit code. `needs` names
 * stages without which this one would only repeat their failure: it is then left out and counted
 * as failed. With `only`, stages that are neither named there nor needed are left out silently.
 * Resolves to the exit code of the whole.
 */
export async function runStages(stages, only = []) {
  const unknown = only.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    note(`No such stage: ${unknown.join(" ")}. There are: ${stages.map((s) => s.name).join(" ")}`,
      `没有这一步：${unknown.join(" ")}。有：${stages.map((s) => s.name).join(" ")}`);
    return 2;
  }
  const chosen = only.length === 0 ? stages : stages.filter((stage) => wanted(stages, only).has(stage.name));
  const results = [];
  for (const stage of chosen) {
    const start = performance.now();
    step(...stage.title);
    const lacking = (stage.needs ?? []).filter((name) => results.some((r) => r.name === name && r.code !== 0));
    let code = 1;
    if (lacking.length > 0) {
      note(`left out: ${lacking.join(", ")} failed`, `跳过：${lacking.join("、")} 没过`);
    } else {
      code = await stage.run();
    }
    results.push({ name: stage.name, code, took: seconds(start) });
    note(`${stage.name}: ${code === 0 ? "passed" : "FAILED"}, ${results.at(-1).took}`,
      `${stage.name}：${code === 0 ? "通过" : "没过"}，${results.at(-1).took}`);
  }
  return summary(results);
}

function wanted(stages, names) {
  const found = new Set();
  const visit = (name) => {
    found.add(name);
    for (const other of stages.find((stage) => stage.name === name).needs ?? []) visit(other);
  };
  names.forEach(visit);
  return found;
}

function summary(results) {
  const width = Math.max(...results.map((result) => result.name.length));
  console.log("");
  for (const { name, code, took } of results) {
    console.log(`${name.padEnd(width)}  ${code === 0 ? "passed" : "FAILED"}  ${took}`);
  }
  const failed = results.filter((result) => result.code !== 0).length;
  console.log(`stages: ${results.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
