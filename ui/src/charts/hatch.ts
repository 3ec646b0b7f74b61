export interface LineShape {
  x1: number
  y1: number
  x2: number
  y2: number
}

/**
 * Lines at 45 degrees, `step` px apart along the horizontal, cut at the edges of the rectangle.
 * They run from lower left to upper right: x + y is the same along each.
 */
export function hatchLines(
  x: number,
  y: number,
  width: number,
  height: number,
  step: number,
): LineShape[] {
  if (!(width > 0) || !(height > 0) || !(step > 0)) return []
  const right = x + width
  const bottom = y + height
  const lines: LineShape[] = []
  const first = Math.ceil((x + y) / step) * step
  for (let sum = first; sum <= right + bottom; sum += step) {
    const x1 = Math.max(x, sum - bottom)
    const x2 = Math.min(right, sum - y)
    if (x2 > x1) lines.push({ x1, y1: sum - x1, x2, y2: sum - x2 })
  }
  return lines
}
