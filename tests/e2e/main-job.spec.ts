import { fileURLToPath } from 'node:url'
import { dropFiles } from './lib/drop'
import { expect, test } from './lib/fixtures'
import { readWorkbook } from './lib/workbook'

const demo = (name: string): string => fileURLToPath(new URL(`../../demo/${name}`, import.meta.url))

// What a seller would drop at once; the opening stock is older and comes first.
const files = [
  'suppliers.csv', 'locations.csv', 'products.csv', 'purchase_orders.csv', 'orders.csv.gz',
  'returns.csv', 'stock.csv', 'promotions.csv',
]

test('from dropped spreadsheets to the supplier’s workbook', async ({ app, say, picture }, info) => {
  test.setTimeout(240_000)
  const home = app.url().split('#')[0] ?? ''
  const open = (page: string): Promise<unknown> => app.goto(`${home}#/${page}`)

  // The shop counts in pounds and pays in dollars and yuan.
  await app.evaluate(async () => {
    const token = window.sessionStorage.getItem('tidestock.token') ?? ''
    const call = (name: string, request: unknown): Promise<Response> =>
      fetch('api/call', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-tidestock-token': token },
        body: JSON.stringify({ name, request }),
      })
    await call('settings_set', { key: 'base_currency', value: 'GBP' })
    await call('rate_set', { currency: 'USD', day: '2024-11-01', rate: '0.76' })
    await call('rate_set', { currency: 'CNY', day: '2024-11-01', rate: '0.104' })
  })
  await app.reload()

  await open('import')
  await dropFiles(app, demo('opening_stock.csv'))
  await expect(app.getByTestId('import-report')).toContainText('opening_stock.csv', { timeout: 60_000 })
  await dropFiles(app, ...files.map(demo))
  for (const name of files) {
    await expect(app.getByTestId('import-report')).toContainText(name, { timeout: 120_000 })
  }
  await picture('report')

  for (const page of ['today', 'stock', 'analysis']) {
    await open(page)
    await expect(app.getByRole('heading', { level: 1 })).toHaveText(say(`app.nav.${page}`))
    await expect(app.locator('.loading-rows, [aria-busy=true]')).toHaveCount(0, { timeout: 60_000 })
    await picture(page)
  }

  await open('plan')
  const total = app.getByTestId('plan-total')
  await expect(total).not.toBeEmpty({ timeout: 60_000 })
  const before = await total.textContent()
  const quantity = app.locator('[data-test^=quantity-]').first()
  const [, sku = '', units = 0] = await quantity.evaluate((box) => [
    0,
    (box.getAttribute('data-test') ?? '').split('-')[1] ?? '',
    Number((box as HTMLInputElement).value.replace(/\D/g, '')),
  ] as const)
  await quantity.focus()
  await quantity.press('ArrowUp')
  const chosen = await quantity.inputValue()
  expect(Number(chosen.replace(/\D/g, ''))).toBeGreaterThan(units)
  await quantity.press('Enter')
  await expect(total).not.toHaveText(before ?? '', { timeout: 60_000 })
  await picture('plan')

  const downloads: string[] = []
  app.on('download', async (download) => {
    const path = info.outputPath(download.suggestedFilename())
    await download.saveAs(path)
    downloads.push(path)
  })
  await app.getByTestId('export-plan').click()
  const listed = app.getByTestId('export-files').locator('li')
  await expect(listed.first()).toBeVisible({ timeout: 60_000 })
  const count = await listed.count()
  await expect.poll(() => downloads.length, { timeout: 60_000 }).toBe(count)
  await picture('export')

  // Somewhere in the suppliers' workbooks stands the SKU with the units chosen by hand.
  const rows = downloads.flatMap((path) =>
    [...readWorkbook(path).values()].map((sheet) => [...sheet.values()]))
  const digits = chosen.replace(/\D/g, '')
  expect(rows.some((cells) => cells.includes(sku) && cells.includes(digits)), `${sku} × ${digits}`).toBe(true)
})
