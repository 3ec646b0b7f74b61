/** Something that can be found: a screen, a command, a product. */
export interface Findable {
  readonly id: string
  readonly title: string
  /** Other words it answers to, such as a SKU, a barcode or pinyin initials. */
  readonly also: readonly string[]
}

/**
 * The entries that hold every word of `query`, best first: title starts with it, a word starts with it,
 * anywhere. At most `most`; an empty query finds nothing.
 */
export function findIn<T extends Findable>(entries: readonly T[], query: string, most: number): T[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const [first] = words
  if (first === undefined) return []
  const ranked: { entry: T; rank: number; order: number }[] = []
  for (const [order, entry] of entries.entries()) {
    const title = entry.title.toLowerCase()
    const text = [title, ...entry.also.map((word) => word.toLowerCase())].join('\n')
    if (!words.every((word) => text.includes(word))) continue
    const rank = title.startsWith(first)
      ? 0
      : entry.also.some((word) => word.toLowerCase().startsWith(first))
        ? 1
        : new RegExp(`[\\s\\n]${escape(first)}`).test(text)
          ? 2
          : 3
    ranked.push({ entry, rank, order })
  }
  ranked.sort((one, other) => one.rank - other.rank || one.order - other.order)
  return ranked.slice(0, most).map(({ entry }) => entry)
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
