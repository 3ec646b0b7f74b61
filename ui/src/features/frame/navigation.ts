import type { IconName } from '@/components/IconMark.vue'

/** A screen that can be gone to. `key` is the letter after G. */
export interface Destination {
  readonly route: string
  readonly icon: IconName
  readonly key?: string
}

/** The sidebar's groups, in its order: what one decides with, what one judges by, and what feeds it. */
export const DESTINATIONS: readonly (readonly Destination[])[] = [
  [
    { route: 'today', icon: 'today', key: 't' },
    { route: 'plan', icon: 'plan', key: 'p' },
    { route: 'stock', icon: 'stock', key: 's' },
    { route: 'analysis', icon: 'analysis', key: 'a' },
  ],
  [
    { route: 'promotion', icon: 'promotion' },
    { route: 'landed', icon: 'landed' },
    { route: 'replay', icon: 'replay' },
  ],
  [
    { route: 'import', icon: 'import' },
    { route: 'settings', icon: 'settings' },
  ],
]
