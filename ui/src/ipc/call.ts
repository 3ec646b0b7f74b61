import type { Commands } from './contract'
import { toFailure } from './failure'
import type { Host } from './host'
import { reportProgress, whileWorking } from './work'

let current: Host | undefined

/** Chooses the host once, before the window is drawn. The desktop shell's own code is loaded only there. */
export async function connectHost(): Promise<void> {
  useHost(
    '__TAURI_INTERNALS__' in window
      ? (await import('./hosts/tauri')).tauriHost()
      : (await import('./hosts/http')).httpHost(),
  )
}

/** Component tests bring a host of their own. */
export function useHost(host: Host): void {
  current = host
  host.onProgress(reportProgress)
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
    const answer = await whileWorking(name, host().call(name, request))
    return answer as Commands[K]['response']
  } catch (thrown) {
    throw toFailure(thrown)
  }
}
