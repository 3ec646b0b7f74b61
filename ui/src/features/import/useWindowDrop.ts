import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'
import { host } from '@/ipc/call'
import type { ChosenFile } from '@/ipc/host'

/** Takes files dropped anywhere on the window; the answer says whether some hover above it now. */
export function useWindowDrop(drop: (files: Promise<readonly ChosenFile[]>) => void): Ref<boolean> {
  const hovering = ref(false)
  let stop: (() => void) | undefined
  onMounted(() => {
    stop = host().onDrop({
      hover: (over) => {
        hovering.value = over
      },
      drop,
    })
  })
  onBeforeUnmount(() => stop?.())
  return hovering
}
