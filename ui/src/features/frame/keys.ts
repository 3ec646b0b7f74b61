/** A pressed key as the shortcuts see it; a `KeyboardEvent` fits. */
export interface Pressed {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/** How long the second key of a sequence may take. */
export const SEQUENCE_MS = 1200

/**
 * Recognises shortcuts: `mod+k` (Ctrl or ⌘), a single key such as `/`, or two in a row such as `g t`.
 * Answers with the name of the shortcut, or undefined. `now` in milliseconds, any origin.
 */
export function createShortcuts(names: readonly string[]): (pressed: Pressed, now: number) => string | undefined {
  const known = new Set(names)
  const leaders = new Set(names.filter((name) => name.includes(' ')).map((name) => name.split(' ')[0]))
  let leader: { key: string; at: number } | undefined

  return (pressed, now) => {
    const key = pressed.key.toLowerCase()
    if (pressed.altKey) return undefined
    if (pressed.ctrlKey || pressed.metaKey) {
      leader = undefined
      const name = `mod+${key}`
      return known.has(name) ? name : undefined
    }
    if (leader !== undefined && now - leader.at <= SEQUENCE_MS) {
      const name = `${leader.key} ${key}`
      leader = undefined
      if (known.has(name)) return name
    }
    if (leaders.has(key)) {
      leader = { key, at: now }
      return undefined
    }
    leader = undefined
    return known.has(key) ? key : undefined
  }
}

/** True where typing belongs to a field, so that single letters are no shortcuts. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'range'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}
