import type { Commands, Progress } from '../contract'
import { useHost } from '../call'
import type { ChosenFile, DropListener, Host } from '../host'

type Answers = {
  [K in keyof Commands]?: (request: Commands[K]['request']) => Commands[K]['response']
}

export interface MockHost {
  /** Every call so far, in order. */
  readonly calls: { name: string; request: unknown }[]
  progress(progress: Progress): void
  drop(files: readonly ChosenFile[]): void
  hover(over: boolean): void
}

/** A host for component tests: answers with the functions given, refuses everything else. Never shipped. */
export function mockHost(answers: Answers, files: readonly ChosenFile[] = []): MockHost {
  const calls: { name: string; request: unknown }[] = []
  const progressListeners = new Set<(progress: Progress) => void>()
  const dropListeners = new Set<DropListener>()
  const table = answers as Record<string, ((request: unknown) => unknown) | undefined>

  const host: Host = {
    writesFiles: true,
    async call(name, request) {
      calls.push({ name, request })
      const answer = table[name]
      if (answer === undefined) throw { code: 'unknown_command', params: { name }, message: name }
      return answer(request)
    },
    onProgress(listener) {
      progressListeners.add(listener)
      return () => progressListeners.delete(listener)
    },
    chooseFiles: () => Promise.resolve(files),
    onDrop(listener) {
      dropListeners.add(listener)
      return () => dropListeners.delete(listener)
    },
    chooseFolder: () => Promise.resolve('/orders'),
    chooseSave: (_title, name) => Promise.resolve(`/files/${name}`),
    deliver: () => Promise.resolve(),
  }
  useHost(host)
  return {
    calls,
    progress: (progress) => progressListeners.forEach((listener) => listener(progress)),
    drop: (dropped) => dropListeners.forEach((listener) => listener.drop(Promise.resolve(dropped))),
    hover: (over) => dropListeners.forEach((listener) => listener.hover(over)),
  }
}
