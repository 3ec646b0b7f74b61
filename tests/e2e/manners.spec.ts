import AxeBuilder from '@axe-core/playwright'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { dropFiles } from './lib/drop'
import { expect, test } from './lib/fixtures'

const pages = ['today', 'plan', 'stock', 'analysis', 'import', 'codes', 'settings']

async function open(app: Page, page: string): Promise<void> {
  await app.goto(`${app.url().split('#')[0]}#/${page}`)
  await expect(app.getByRole('heading', { level: 1 })).not.toBeEmpty()
  await expect(app.locator('.loading-rows, [aria-busy=true]')).toHaveCount(0, { timeout: 120_000 })
}

/** Words that do not fit their box and are not shortened with an ellipsis, and pages wider than the window. */
function overflowing(app: Page): Promise<string[]> {
  return app.evaluate(() => {
    const found: string[] = []
    if (document.documentElement.scrollWidth > window.innerWidth) found.push('the page itself')
    for (const box of document.querySelectorAll<HTMLElement>('h1, h2, button, a, label, th, td, dt, dd, p, li, small, b')) {
      const { display, overflowX, textOverflow } = getComputedStyle(box)
      if (display === 'inline' || box.clientWidth === 0 || box.closest('.unseen')) continue
      if (box.scrollWidth <= box.clientWidth + 1) continue
      if (overflowX === 'auto' || overflowX === 'scroll' || textOverflow === 'ellipsis') continue
      found.push(`${box.tagName} ${box.className}: ${(box.textContent ?? '').trim().slice(0, 60)}`)
    }
    return found
  })
}

test('every page of a full shop fits its window and passes the accessibility rules in light and dark', async ({ app }) => {
  test.setTimeout(480_000)
  await app.getByTestId('load-demo').click()
  await app.waitForURL(/#\/today$/, { timeout: 120_000 })
  for (const page of pages) {
    await open(app, page)
    expect(await overflowing(app), page).toEqual([])
    for (const theme of ['light', 'dark']) {
      await app.evaluate((name) => { document.documentElement.dataset['theme'] = name }, theme)
      const { violations } = await new AxeBuilder({ page: app }).analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`), `${page} ${theme}`).toEqual([])
    }
  }
})

test('what a file holds is text, whatever it looks like', async ({ app, folder }) => {
  test.setTimeout(180_000)
  const name = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>'
  const quoted = `"${name.replaceAll('"', '""')}"`
  const write = (file: string, lines: readonly string[]): string => {
    const path = join(folder, file)
    writeFileSync(path, `${lines.join('\n')}\n`)
    return path
  }
  const days = Array.from({ length: 28 }, (_, day) => String(day + 1).padStart(2, '0'))
  await open(app, 'import')
  await dropFiles(
    app,
    write('products.csv', [
      'sku,name,category,supplier,unit_cost,cost_currency,price,price_currency',
      `EVIL-1,${quoted},<b>lamps</b>,"=HYPERLINK(""http://x"")",4,USD,10,USD`,
    ]),
    write('stock.csv', ['sku,location,on_hand,as_of', 'EVIL-1,<i>US</i>,5,2026-02-01']),
    write('orders.csv', [
      'order_id,ordered_at,sku,quantity,unit_price,currency,country,location,status',
      ...days.map((day) => `O${day},2026-02-${day},EVIL-1,2,10,USD,US,<i>US</i>,shipped`),
    ]),
  )
  await expect(app.getByTestId('import-report')).toContainText('orders.csv', { timeout: 60_000 })
  for (const page of ['today', 'plan', 'stock', 'analysis', 'stock/EVIL-1']) {
    await open(app, page)
    // Tooltips of charts are drawn as HTML: they are passed over as well.
    const canvas = app.locator('canvas').first()
    if (await canvas.isVisible()) await canvas.hover()
    expect(await app.evaluate(() => Reflect.get(window, 'hit') ?? 'untouched'), page).toBe('untouched')
    await expect(app.locator('main img[onerror], main script')).toHaveCount(0)
  }
  await open(app, 'stock')
  await expect(app.getByRole('grid')).toContainText(name)
})
