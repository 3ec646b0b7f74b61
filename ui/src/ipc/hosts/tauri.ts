import { invoke } from '@tauri-apps/api/core'
import { listen } from '@tauri-apps/api/event'
import { getCurrentWebview } from '@tauri-apps/api/webview'
import { open, save } from '@tauri-apps/plugin-dialog'
import type { Progress } from '../contract'
import { TABLE_ENDINGS, type ChosenFile, type Host } from '../host'

function named(path: string): ChosenFile {
  return { name: path.split(/[\\/]/).pop() ?? path, path }
}

/** Listening starts asynchronously, stopping must not: a stop before the start is remembered. */
function stopLater(started: Promise<() => void>): () => void {
  return () => void started.then((stop) => stop())
}

export function tauriHost(): Host {
  return {
    writesFiles: true,
    call: (name, request) => invoke('call', { name, request }),
    onProgress: (listener) =>
      stopLater(listen<Progress>('progress', (event) => listener(event.payload))),

    async chooseFiles(what) {
      const extensions = what === 'tables' ? [...TABLE_ENDINGS] : ['db']
      const chosen = await open({
        multiple: what === 'tables',
        filters: [{ name: extensions.join(' '), extensions }],
      })
      return (chosen === null ? [] : [chosen].flat()).map(named)
    },

    onDrop(listener) {
      return stopLater(
        getCurrentWebview().onDragDropEvent(({ payload }) => {
          if (payload.type === 'enter') listener.hover(true)
          if (payload.type === 'leave') listener.hover(false)
          if (payload.type === 'drop') {
            listener.hover(false)
            listener.drop(Promise.resolve(payload.paths.map(named)))
          }
        }),
      )
    },

    chooseFolder: (title) => open({ directory: true, title }),
    chooseSave: (title, suggestedName) => save({ title, defaultPath: suggestedName }),
    deliver: () => Promise.resolve(),
  }
}
