/** Geometry of the arithmetic of one plan line: steps up and down between totals. */

export interface WaterfallStep {
  key: string
  /** Signed for a change; the level itself for a total. */
  value: number
  role: 'change' | 'total' | 'order'
}

export interface WaterfallBar extends WaterfallStep {
  x: number
  y: number
  width: number
  height: number
  /** Height of the level that is carried to the next bar, in px from the top. */
  level: number
  /** Taken away: drawn as an empty, dashed box. */
  down: boolean
}

export interface WaterfallBox {
  width: number
  height: number
  /** Room above the highest bar for its figure, in px. */
  top: number
  gap: number
}

/**
 * Bars from left to right. A change starts where the last bar ended; a total stands on zero.
 * Levels below zero are drawn below the base line. Non-finite values count as zero.
 */
export function waterfallBars(
  steps: WaterfallStep[],
  box: WaterfallBox,
): { bars: WaterfallBar[]; base: number } {
  let level = 0
  const spans = steps.map((step) => {
    const value = Number.isFinite(step.value) ? step.value : 0
    const from = step.role === 'change' ? level : 0
    const to = step.role === 'change' ? level + value : value
    level = to
    return { step, from, to, value }
  })
  const high = Math.max(1, ...spans.flatMap((span) => [span.from, span.to]))
  const low = Math.min(0, ...spans.flatMap((span) => [span.from, span.to]))
  const scale = (box.height - box.top) / (high - low)
  const toY = (units: number) => box.top + (high - units) * scale
  const count = Math.max(1, steps.length)
  const width = (box.width - box.gap * (count - 1)) / count
  const bars = spans.map(({ step, from, to, value }, index) => ({
    ...step,
    value,
    x: index * (width + box.gap),
    y: toY(Math.max(from, to)),
    width,
    // A change of nothing still shows as a hairline, so that the step is not missed.
    height: Math.max(1, Math.abs(to - from) * scale),
    level: toY(to),
    down: step.role === 'change' && value < 0,
  }))
  return { bars, base: toY(0) }
}
