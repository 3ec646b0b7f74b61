import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** A running `tidestock serve` and the address that it printed, its key included. */
export interface Server {
  readonly address: string
  stop(): Promise<void>
}

/** Starts the real engine on a workspace file that it makes itself. */
export async function serve(workspace: string): Promise<Server> {
  const program = process.env.TIDESTOCK_PROGRAM
  if (program === undefined) {
    throw new Error('run this through npm test or npm run e2e, which build the program first')
  }
  const child = spawn(program, ['--workspace', workspace, 'serve', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return { address: await firstLine(child), stop: () => stop(child) }
}

/** The first line on standard output is the address. */
async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('standard output is not read')
  const lines = createInterface({ input: child.stdout })
  return new Promise((resolve, reject) => {
    lines.once('line', resolve)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`serve ended with ${code} before it was ready`)))
  })
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.removeAllListeners('exit')
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}
