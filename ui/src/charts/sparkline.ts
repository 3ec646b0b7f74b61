/** Small pictures inside a table row. */

export interface SparkBar {
  x: number
  y: number
  width: number
  height: number
  last: boolean
}

/** Bars standing on the lower edge; the tallest fills the height. Values below zero count as zero. */
export function sparkBars(values: number[], width: number, height: number, gap = 1): SparkBar[] {
  if (values.length === 0) return []
  const clean = values.map((value) => (Number.isFinite(value) && value > 0 ? value : 0))
  const peak = Math.max(...clean)
  const bar = Math.max(1, (width - gap * (values.length - 1)) / values.length)
  return clean.map((value, index) => {
    const tall = peak > 0 ? (value / peak) * height : 0
    return {
      x: index * (bar + gap),
      y: height - tall,
      width: bar,
      height: tall,
      last: index === clean.length - 1,
    }
  })
}

/** A polyline from edge to edge; the end point is given apart for its dot. A flat row lies in the middle. */
export function sparkLine(
  values: number[],
  width: number,
  height: number,
): { path: string; end: { x: number; y: number } | undefined } {
  const clean = values.filter((value) => Number.isFinite(value))
  if (clean.length === 0) return { path: '', end: undefined }
  const low = Math.min(...clean)
  const high = Math.max(...clean)
  const points = clean.map((value, index) => ({
    x: clean.length === 1 ? width : (index / (clean.length - 1)) * width,
    y: high > low ? height - ((value - low) / (high - low)) * height : height / 2,
  }))
  const path = points
    .map((point, index) => `${index ? 'L' : 'M'}${point.x.toFixed(1)} ${point.y.toFixed(1)}`)
    .join('')
  return { path, end: points[points.length - 1] }
}
