// What the scripts say: one line a step while it goes, one sentence when it cannot go on.

/** True where the person's system speaks Chinese. */
export const chinese = /^zh/i.test(
  process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG
    || Intl.DateTimeFormat().resolvedOptions().locale,
);

const colour = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code, text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);

/** Says what is being done, in the person's language. */
export function step(en, zh) {
  console.log(`${paint(36, "==>")} ${chinese ? zh : en}`);
}

/** Says something worth knowing that is neither a step nor a failure. */
export function note(en, zh) {
  console.log(`    ${chinese ? zh : en}`);
}

/** Whole seconds since `start` (milliseconds of `performance.now()`), for people. */
export const seconds = (start) => `${Math.round((performance.now() - start) / 1000)} s`;

/** A refusal that a person can act on: one sentence a language. */
export class Refusal extends Error {
  constructor(en, zh) {
    super(en);
    this.zh = zh;
  }
}

/**
 * Runs a script's main function. A failure is said in both languages, whatever the system's,
 * because whoever has to mend it may not be the one who reads it first.
 */
export async function main(body) {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (failure) {
    process.exitCode = 1;
    if (failure instanceof Refusal) {
      console.error(`${paint(31, "x")} ${failure.message}\n${paint(31, "x")} ${failure.zh}`);
    } else {
      console.error(failure);
    }
  }
}
