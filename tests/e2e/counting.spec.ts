import AxeBuilder from '@axe-core/playwright'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dropFiles } from './lib/drop'
import { expect, test } from './lib/fixtures'

test('a scanner and an RFID reader count, the count is held against the book and taken back', async ({ app, say, folder, picture }) => {
  test.setTimeout(180_000)
  const write = (file: string, lines: readonly string[]): string => {
    const path = join(folder, file)
    writeFileSync(path, `${lines.join('\n')}\n`)
    return path
  }
  await app.goto(`${app.url().split('#')[0]}#/import`)
  // The cup's barcode is the article of the worked example in the EPC Tag Data Standard.
  await dropFiles(
    app,
    write('products.csv', ['sku,name,barcode', 'LN2,Lamp,4006381333931', 'CUP,Cup,80614141123458']),
    write('stock.csv', ['sku,location,on_hand,as_of', 'LN2,US,3,2026-01-05', 'CUP,US,2,2026-01-05']),
    // The morning of the count lies after that of the stock.
    write('orders.csv', ['order_id,ordered_at,sku,quantity,location,status', 'O1,2026-02-01,LN2,1,US,shipped']),
  )
  await expect(app.getByTestId('import-report')).toContainText('orders.csv', { timeout: 60_000 })
  await app.goto(`${app.url().split('#')[0]}#/stock`)
  await app.getByTestId('open-count').click()

  // Whoever counts waits for the field to blink; then three scans as a scanner makes them: 3 − 1 sold = 2 in the book, 3 counted.
  await expect(app.getByTestId('count-code')).toBeFocused()
  for (let scan = 0; scan < 3; scan += 1) await app.keyboard.type('4006381333931\n')
  await expect(app.getByTestId('count-lines').locator('input')).toHaveValue('3')
  await app.keyboard.type('nothing<b>\n')
  await expect(app.getByTestId('count-unknown')).toContainText('nothing<b>')

  // Two tags of the cup, one of them read twice, the second time in another list.
  await app.getByTestId('count-as-list').click()
  await app.getByTestId('count-list').fill('3074257BF7194E4000001A85\nurn:epc:id:sgtin:0614141.812345.1')
  await app.getByTestId('count-read').click()
  const cup = app.getByTestId('count-lines').locator('tr', { hasText: 'Cup' })
  await expect(cup.locator('input')).toHaveValue('2')
  await app.getByTestId('count-list').fill('3074257BF7194E4000001A85')
  await app.getByTestId('count-read').click()
  await expect(app.getByRole('dialog')).toContainText(say('stock.count.repeated', { times: 1 }))
  await expect(cup.locator('input')).toHaveValue('2')
  const { violations } = await new AxeBuilder({ page: app }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([])
  await picture('count')

  // The cup agrees, the lamp does not: one line of two.
  await app.getByTestId('count-book').click()
  const result = app.getByTestId('count-result')
  await expect(result).toContainText('50', { timeout: 60_000 })
  await expect(result.locator('tbody tr')).toHaveCount(1)
  await expect(result.locator('tbody tr')).toContainText('Lamp')
  await picture('count-result')
  await app.getByTestId('count-undo').click()
  await expect(app.getByTestId('count-book')).toBeVisible()
})

test('sliders on the page of a SKU answer at once and change nothing', async ({ app, picture }) => {
  test.setTimeout(240_000)
  await app.getByTestId('load-demo').click()
  await app.waitForURL(/#\/today$/, { timeout: 120_000 })
  await app.goto(`${app.url().split('#')[0]}#/stock/22086`)
  const cost = app.getByTestId('what-if-answer-cost')
  await expect(cost).toBeVisible({ timeout: 60_000 })
  const before = await cost.textContent()
  const lead = app.getByTestId('what-if-lead_time_days')
  await lead.focus()
  for (let step = 0; step < 20; step += 1) await lead.press('ArrowRight')
  await expect(cost).not.toHaveText(before ?? '')
  await expect(app.getByTestId('what-if-answer-quantity')).toContainText('+')
  const { violations } = await new AxeBuilder({ page: app }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([])
  await picture('what-if')
  await app.reload()
  await expect(cost).toHaveText(before ?? '', { timeout: 60_000 })
})
