import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'

/** The system's own browser: none is downloaded. */
const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (file) => existsSync(file),
)

const results = fileURLToPath(new URL('../../test-results/', import.meta.url))

export default defineConfig({
  testDir: '.',
  outputDir: `${results}e2e`,
  // Every test has a workspace and an engine of its own, so they can run beside each other.
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    ...(chromium === undefined ? { channel: 'chrome' } : {}),
    launchOptions: {
      ...(chromium === undefined ? {} : { executablePath: chromium }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
    viewport: { width: 1280, height: 800 },
    testIdAttribute: 'data-test',
    acceptDownloads: true,
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'zh', use: { locale: 'zh-CN', timezoneId: 'Asia/Shanghai' } },
    { name: 'en', use: { locale: 'en-GB', timezoneId: 'Europe/London' } },
  ],
})
