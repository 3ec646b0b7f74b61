import { onBeforeUnmount, onMounted } from 'vue'
import { createShortcuts, isTyping } from './keys'

/**
 * Runs actions for shortcuts while the component lives: `{ 'mod+k': …, 'g t': …, '/': … }`.
 * Single keys rest while a field has the focus; those with Ctrl or ⌘ do not.
 */
export function useShortcuts(actions: Readonly<Record<string, (event: KeyboardEvent) => void>>): void {
  const recognise = createShortcuts(Object.keys(actions))

  function onKeydown(event: KeyboardEvent): void {
    const withModifier = event.ctrlKey || event.metaKey
    if (event.defaultPrevented || event.isComposing) return
    if (!withModifier && isTyping(event.target)) return
    const name = recognise(event, event.timeStamp)
    const action = name === undefined ? undefined : actions[name]
    if (action === undefined) return
    event.preventDefault()
    action(event)
  }

  onMounted(() => window.addEventListener('keydown', onKeydown))
  onBeforeUnmount(() => window.removeEventListener('keydown', onKeydown))
}
