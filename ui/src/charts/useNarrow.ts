import { onBeforeUnmount, ref } from 'vue'
import type { Ref } from 'vue'

/** Whether the window is narrower than the pages' full layout (1300 px), as in the styles. */
export function useNarrow(): Ref<boolean> {
  const query = window.matchMedia('(max-width: 1300px)')
  const narrow = ref(query.matches)
  const follow = (event: MediaQueryListEvent) => (narrow.value = event.matches)
  query.addEventListener('change', follow)
  onBeforeUnmount(() => query.removeEventListener('change', follow))
  return narrow
}
