import { shallowReactive } from 'vue'
import { call } from './call'

/** Most that one answer holds. */
const AT_ONCE = 200

/** SKU → `data:` address; null while it is asked for, or where the engine has none. */
const known = shallowReactive(new Map<string, string | null>())
let waiting: string[] = []

/**
 * The small picture of a SKU. Rows that come into sight together are asked for together, and each only once.
 * `file` is the name that the engine gives the picture: another picture has been attached when it changes.
 */
export function pictureOf(sku: string, file: string): string | undefined {
  const key = `${file}\n${sku}`
  if (!known.has(key)) {
    known.set(key, null)
    if (waiting.length === 0) queueMicrotask(() => void ask())
    waiting.push(key)
  }
  return known.get(key) ?? undefined
}

async function ask(): Promise<void> {
  while (waiting.length > 0) {
    const keys = waiting.splice(0, AT_ONCE)
    const skuOf = (key: string): string => key.slice(key.indexOf('\n') + 1)
    try {
      const { pictures } = await call('pictures_get', { skus: keys.map(skuOf) })
      for (const key of keys) known.set(key, pictures[skuOf(key)] ?? null)
    } catch {
      // A row without its picture is whole otherwise; it is asked for again when the page is opened anew.
      for (const key of keys) known.delete(key)
    }
  }
  waiting = []
}
