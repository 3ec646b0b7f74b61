/**
 * Moves labels along a line so that they stand at least `gap` apart, each as near to its own place as the
 * others allow, between `low` and `high`. `places` ascend; where there is not room for all, they share it evenly.
 */
export function spreadLabels(places: number[], gap: number, low: number, high: number): number[] {
  if (places.length === 0) return []
  const step = Math.min(gap, places.length > 1 ? (high - low) / (places.length - 1) : gap)
  // Groups of touching labels, each centred on the mean of its own places; touching groups become one.
  const groups: { sum: number; count: number }[] = []
  const startOf = (group: { sum: number; count: number }) => {
    const width = step * (group.count - 1)
    return Math.max(low, Math.min(high - width, group.sum / group.count - width / 2))
  }
  for (const place of places) {
    let group = { sum: place, count: 1 }
    let last = groups[groups.length - 1]
    while (last && startOf(group) < startOf(last) + step * last.count - 1e-9) {
      groups.pop()
      group = { sum: last.sum + group.sum, count: last.count + group.count }
      last = groups[groups.length - 1]
    }
    groups.push(group)
  }
  return groups.flatMap((group) =>
    Array.from({ length: group.count }, (_, index) => startOf(group) + index * step),
  )
}
