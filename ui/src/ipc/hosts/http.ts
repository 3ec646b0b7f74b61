import type { Progress } from '../contract'
import { Failure, toFailure } from '../failure'
import { TABLE_ENDINGS, type ChosenFile, type DropListener, type Host } from '../host'

const TOKEN_KEY = 'tidestock.token'

/** The token stands in the address that `tidestock serve` prints; it is kept for this tab and taken out of sight. */
function takeToken(): string {
  const address = new URL(window.location.href)
  const given = address.searchParams.get('token')
  if (given !== null) {
    window.sessionStorage.setItem(TOKEN_KEY, given)
    address.searchParams.delete('token')
    window.history.replaceState(null, '', address)
    return given
  }
  return window.sessionStorage.getItem(TOKEN_KEY) ?? ''
}

async function answer(response: Response): Promise<unknown> {
  const text = await response.text()
  let body: unknown
  try {
    body = text === '' ? null : JSON.parse(text)
  } catch {
    throw new Failure('unexpected_answer', { status: response.status }, text.slice(0, 200))
  }
  if (response.ok) return body
  const wrapped = typeof body === 'object' && body !== null && 'error' in body ? body.error : body
  throw toFailure(wrapped)
}

export function httpHost(): Host {
  const token = takeToken()
  const headers = { 'x-tidestock-token': token }

  async function send(path: string, init: RequestInit): Promise<unknown> {
    let response: Response
    try {
      response = await fetch(path, init)
    } catch (thrown) {
      throw new Failure('engine_unreachable', {}, String(thrown))
    }
    return answer(response)
  }

  async function upload(file: File): Promise<ChosenFile> {
    const body = await send('api/upload', {
      method: 'POST',
      headers: { ...headers, 'x-file-name': encodeURIComponent(file.name) },
      body: file,
    })
    return { name: file.name, path: (body as { path: string }).path }
  }

  async function uploadAll(files: readonly File[]): Promise<readonly ChosenFile[]> {
    const chosen: ChosenFile[] = []
    for (const file of files) chosen.push(await upload(file))
    return chosen
  }

  return {
    writesFiles: false,

    call(name, request) {
      return send('api/call', {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ name, request }),
      })
    },

    onProgress(listener) {
      const source = new EventSource(`api/progress?token=${encodeURIComponent(token)}`)
      source.onmessage = (event: MessageEvent<string>) => {
        listener(JSON.parse(event.data) as Progress)
      }
      return () => source.close()
    },

    chooseFiles(what) {
      return new Promise((resolve, reject) => {
        const input = document.createElement('input')
        input.type = 'file'
        input.multiple = what === 'tables'
        input.accept = what === 'tables' ? TABLE_ENDINGS.map((ending) => `.${ending}`).join(',') : '.db'
        input.addEventListener('change', () => {
          uploadAll([...(input.files ?? [])]).then(resolve, reject)
        })
        input.addEventListener('cancel', () => resolve([]))
        input.click()
      })
    },

    onDrop(listener) {
      return listenToDrops(listener, uploadAll)
    },

    chooseFolder: () => Promise.resolve(null),
    chooseSave: () => Promise.resolve(null),

    deliver(path) {
      const query = new URLSearchParams({ path, token })
      const link = document.createElement('a')
      link.href = `api/download?${query}`
      link.download = path.split(/[\\/]/).pop() ?? ''
      link.click()
      return Promise.resolve()
    },
  }
}

/** A drag crosses many elements, each with its own enter and leave; counting them tells when it left the window. */
function listenToDrops(
  listener: DropListener,
  upload: (files: readonly File[]) => Promise<readonly ChosenFile[]>,
): () => void {
  const stop = new AbortController()
  const { signal } = stop
  let depth = 0
  const carriesFiles = (event: DragEvent): boolean =>
    event.dataTransfer?.types.includes('Files') ?? false

  window.addEventListener(
    'dragenter',
    (event) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      depth += 1
      if (depth === 1) listener.hover(true)
    },
    { signal },
  )
  window.addEventListener('dragover', (event) => carriesFiles(event) && event.preventDefault(), {
    signal,
  })
  window.addEventListener(
    'dragleave',
    (event) => {
      if (!carriesFiles(event)) return
      depth = Math.max(0, depth - 1)
      if (depth === 0) listener.hover(false)
    },
    { signal },
  )
  window.addEventListener(
    'drop',
    (event) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      depth = 0
      listener.hover(false)
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length > 0) listener.drop(upload(files))
    },
    { signal },
  )
  return () => stop.abort()
}
