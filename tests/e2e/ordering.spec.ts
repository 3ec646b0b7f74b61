import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './lib/fixtures'

async function noViolations(app: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page: app }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`), what).toEqual([])
}

test('a plan is kept, ordered, received in parts, and all of it taken back', async ({ app, say, picture }) => {
  test.setTimeout(360_000)
  await app.getByTestId('load-demo').click()
  await app.waitForURL(/#\/today$/, { timeout: 120_000 })
  await app.goto(`${app.url().split('#')[0]}#/plan`)
  await expect(app.getByTestId('plan-total')).not.toBeEmpty({ timeout: 60_000 })

  // Kept as it is, the plan differs in nothing; with a quantity changed it differs in one line.
  await app.getByTestId('open-versions').click()
  await app.getByTestId('version-name').fill('Monday')
  await app.getByTestId('freeze').click()
  await expect(app.getByTestId('versions')).toContainText('Monday', { timeout: 60_000 })
  await app.getByTestId('compare').click()
  await expect(app.getByRole('dialog')).toContainText(say('plan.version.same'), { timeout: 60_000 })
  await noViolations(app, 'versions')
  await app.keyboard.press('Escape')
  const quantity = app.locator('[data-test^=quantity-]').first()
  await quantity.focus()
  await quantity.press('ArrowUp')
  await quantity.press('Enter')
  await app.getByTestId('open-versions').click()
  await app.getByTestId('compare').click()
  await expect(app.getByTestId('comparison').locator('tr')).toHaveCount(1, { timeout: 60_000 })
  await picture('versions')
  await app.keyboard.press('Escape')

  // Ordered: under way with its rest; taken back: gone.
  const underWay = app.getByTestId('open-orders').locator('li')
  await app.getByTestId('open-on-order').click()
  await expect(underWay.first()).toBeVisible({ timeout: 60_000 })
  const before = await underWay.count()
  await noViolations(app, 'on order')
  await app.keyboard.press('Escape')
  await app.getByTestId('order-supplier').first().click()
  await expect(app.getByTestId('ordered-note')).toBeVisible({ timeout: 60_000 })
  await expect(app.locator('.plan-table')).toContainText(say('plan.group.ordered'), { timeout: 60_000 })
  await picture('ordered')
  await app.getByTestId('open-on-order').click()
  await expect(underWay).toHaveCount(before + 1, { timeout: 60_000 })

  // One unit of the first line of the first order came.
  const first = underWay.first()
  const rest = await first.locator('.rest').textContent()
  await first.locator('.name').click()
  const boxes = first.locator('input.units')
  for (const box of await boxes.all()) await box.fill('0')
  await boxes.first().fill('1')
  await app.getByTestId('receive-part').click()
  await expect(first.locator('.rest')).not.toHaveText(rest ?? '', { timeout: 60_000 })
  await picture('received')
  await app.getByRole('dialog').getByTestId('take-back').click()
  await expect(first.locator('.rest')).toHaveText(rest ?? '', { timeout: 60_000 })
})
