import type { Commands } from './contract'
import { toFailure } from './failure'
import type { Host } from './host'

let current: Host | undefined

/** Chooses the host once, before the window is drawn. The desktop shell's own code is loaded only there. */
export async function connectHost(): Promise<void> {
  if ('__TAURI_INTERNALS__' in window) {
    current = (await import('./hosts/tauri')).tauriHost()
  } else {
    current = (await import('./hosts/http')).httpHost()
  }
}

/** For component tests, which bring a host of their own. */
export function useHost(host: Host): void {
  current = host
}

export function host(): Host {
  if (current === undefined) throw new Error('connectHost() has not run')
  return current
}

/** The one way to the engine. Rejects with a `Failure`, never with anything else. */
export async function call<K extends keyof Commands & string>(
  name: K,
  request: Commands[K]['request'],
): Promise<Commands[K]['response']> {
  try {
    return (await host().call(name, request)) as Commands[K]['response']
  } catch (thrown) {
    throw toFailure(thrown)
  }
}
