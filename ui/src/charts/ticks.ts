/**
 * Round axis values from 0 or below up to at least `max`: steps of 1, 2 or 5 times a power of ten.
 * `count` is the number of gaps wished for, the answer has about as many.
 */
export function niceTicks(max: number, count: number, min = 0): number[] {
  const low = Number.isFinite(min) ? min : 0
  const high = Number.isFinite(max) && max > low ? max : low + 1
  const rough = (high - low) / Math.max(1, count)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999999) ?? 10) * power
  const first = Math.floor(low / step + 1e-9)
  const last = Math.ceil(high / step - 1e-9)
  return Array.from({ length: last - first + 1 }, (_, index) => {
    // Multiplying the index keeps 0.3 from becoming 0.30000000000000004 in the label.
    return Number(((first + index) * step).toPrecision(12))
  })
}
