import { expect, test } from './lib/fixtures'

test('a view keeps search, columns and their order, and comes back after a restart', async ({ app, say, picture }) => {
  test.setTimeout(240_000)
  await app.getByTestId('load-demo').click()
  await app.waitForURL(/#\/today$/, { timeout: 120_000 })
  await app.goto(`${app.url().split('#')[0]}#/stock`)
  const rows = app.getByRole('grid').locator('.row')
  await expect(rows.first()).toBeVisible({ timeout: 60_000 })
  const heads = app.getByRole('columnheader')

  // On hand moves two places forward, before the SKU.
  await app.getByTestId('columns').click()
  for (let step = 0; step < 2; step += 1) await app.getByTestId('column-up-on_hand').click()
  await app.keyboard.press('Escape')
  await expect(heads.nth(2)).toContainText(say('stock.column.on_hand'))

  await app.getByTestId('stock-search').fill('christmas')
  await app.getByTestId('views').click()
  await app.getByTestId('view-name').fill('<b>Monday</b>')
  await app.getByTestId('view-save').click()
  await picture('stock-views')
  await app.keyboard.press('Escape')

  await app.getByTestId('stock-search').fill('')
  await app.reload()
  await expect(rows.first()).toBeVisible({ timeout: 60_000 })
  await expect(app.getByTestId('stock-search')).toHaveValue('')
  await app.getByTestId('views').click()
  await app.getByRole('button', { name: '<b>Monday</b>', exact: true }).click()
  await expect(app.getByTestId('stock-search')).toHaveValue('christmas')
  await expect(heads.nth(2)).toContainText(say('stock.column.on_hand'))
})
