/** What people type into a field of numbers, and how a number goes back into it. */

/** `7`, `7.5`, `7,5` and `7%` as a number; undefined where it is none, or nothing is typed. */
export function typedNumber(typed: string): number | undefined {
  const text = typed.trim().replace(',', '.').replace(/[%％]$/, '')
  const figure = Number(text)
  return text === '' || !Number.isFinite(figure) ? undefined : figure
}

/** `20` typed as per cent is the share 0.2. */
export function typedShare(typed: string): number | undefined {
  const figure = typedNumber(typed)
  return figure === undefined ? undefined : Number(plain(figure / 100))
}

/** The share 0.2 as it is typed: `20`. */
export function shownShare(share: number): string {
  return plain(share * 100)
}

/** A decimal without the tail that binary fractions leave: 7 % is `0.07`. */
export function plain(value: number): string {
  return String(Number(value.toPrecision(12)))
}
