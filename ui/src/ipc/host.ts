import type { Progress } from './contract'

/** A file the seller chose or dropped: a path the engine can open. */
export interface ChosenFile {
  readonly name: string
  readonly path: string
}

/**
 * What stands between the window and the engine. Two hosts exist: the desktop shell and the loopback server;
 * nothing outside `ipc/hosts` knows which one it is.
 */
export interface Host {
  /** Sends one request; rejects with whatever the engine answered as failure. */
  call(name: string, request: unknown): Promise<unknown>
  /** Listens to progress until the returned function is called. */
  onProgress(listener: (progress: Progress) => void): () => void
  /** Asks the seller for tables or for one backup; an empty list when they change their mind. */
  chooseFiles(what: 'tables' | 'backup'): Promise<readonly ChosenFile[]>
  /** Listens to files dragged over the window. */
  onDrop(listener: DropListener): () => void
  /** Asks where files should be written; null when the seller changes their mind. */
  chooseFolder(title: string): Promise<string | null>
  /** Asks for the name of a file to write; null when the seller changes their mind. */
  chooseSave(title: string, suggestedName: string): Promise<string | null>
  /** Hands a file the engine has written to the seller: a download in a browser, nothing in the desktop shell. */
  deliver(path: string): Promise<void>
  /** False in a browser, where files go to the downloads and no folder is asked for. */
  readonly writesFiles: boolean
}

/** Endings of the tables that the engine reads, as file dialogs want them. */
export const TABLE_ENDINGS = ['xlsx', 'xls', 'ods', 'csv', 'tsv', 'txt', 'zip', 'gz'] as const

export interface DropListener {
  /** Files hover over the window (true) or have left it (false). */
  hover(over: boolean): void
  /** Files were let go; names only while they are being handed over. */
  drop(files: Promise<readonly ChosenFile[]>): void
}
