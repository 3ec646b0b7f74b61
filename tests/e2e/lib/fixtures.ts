import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test as base, type Page } from '@playwright/test'
import { type Server, serve } from './serve'

export { expect } from '@playwright/test'

const root = fileURLToPath(new URL('../../../', import.meta.url))

interface Fixtures {
  /** An empty folder of this test's own. */
  readonly folder: string
  /** The engine, on a fresh workspace in that folder. */
  readonly server: Server
  /** The interface, open on that engine. A page error or a console error fails the test. */
  readonly app: Page
  /** The sentence with this key (`file.path.to.key`) in this project's language. */
  readonly say: (key: string, blanks?: Record<string, string | number>) => string
  /** Keeps a picture of the whole window under test-results/pictures. */
  readonly picture: (name: string) => Promise<void>
}

export const test = base.extend<Fixtures>({
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'tidestock-e2e-'))
    await use(folder)
    rmSync(folder, { recursive: true, force: true })
  },

  server: async ({ folder }, use) => {
    const server = await serve(join(folder, 'shop.db'))
    await use(server)
    await server.stop()
  },

  app: async ({ page, server }, use) => {
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text())
    })
    await page.goto(server.address)
    // The door sends on to the welcome or to Today. A test that goes elsewhere before would have its address
    // replaced under it, quicker than any hand could type.
    await page.waitForURL(/#\/(welcome|today)$/)
    await use(page)
    base.expect(errors, 'the page reported errors').toEqual([])
  },

  say: async ({}, use, info) => {
    const sentences = readSentences(info.project.name === 'zh' ? 'zh-CN' : 'en')
    await use((key, blanks = {}) => {
      const found = key
        .split('.')
        .reduce<unknown>((part, name) => (isRecord(part) ? part[name] : undefined), sentences)
      if (typeof found !== 'string') throw new Error(`there is no sentence ${key}`)
      return found.replace(/\{(\w+)\}/g, (_, name: string) => String(blanks[name] ?? ''))
    })
  },

  picture: async ({ page }, use, info) => {
    const folder = join(root, 'test-results', 'pictures')
    mkdirSync(folder, { recursive: true })
    await use(async (name) => {
      await page.screenshot({ path: join(folder, `${name}.${info.project.name}.png`) })
    })
  },
})

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** `locales/<language>/<file>.json`, as one tree with the file's name on top. */
function readSentences(language: string): Record<string, unknown> {
  const folder = join(root, 'locales', language)
  return Object.fromEntries(
    readdirSync(folder).map((file) => [
      file.replace(/\.json$/, ''),
      JSON.parse(readFileSync(join(folder, file), 'utf8')),
    ]),
  )
}
