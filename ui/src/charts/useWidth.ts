import { onBeforeUnmount, onMounted, ref } from 'vue'
import type { Ref } from 'vue'

/** The width of an element in px, kept up to date; `start` until it is measured. */
export function useWidth(element: Readonly<Ref<HTMLElement | null>>, start: number): Ref<number> {
  const width = ref(start)
  let observer: ResizeObserver | undefined
  onMounted(() => {
    if (element.value === null) return
    width.value = element.value.clientWidth || start
    observer = new ResizeObserver(() => {
      width.value = element.value?.clientWidth || start
    })
    observer.observe(element.value)
  })
  onBeforeUnmount(() => observer?.disconnect())
  return width
}
