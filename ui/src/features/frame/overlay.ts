import { ref } from 'vue'

/** What floats over the page; one thing at a time. */
export type Overlay = 'finder' | 'keys'

export const overlay = ref<Overlay>()

export function openOverlay(which: Overlay): void {
  overlay.value = which
}

export function closeOverlay(): void {
  overlay.value = undefined
}
