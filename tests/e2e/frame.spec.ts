import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './lib/fixtures'

const pages = ['today', 'plan', 'stock', 'analysis', 'import', 'settings']

test('every page opens from the sidebar and passes the accessibility rules', async ({ app, say, picture }) => {
  for (const name of pages) {
    await app.goto(`${app.url().split('#')[0]}#/${name}`)
    await expect(app.getByRole('heading', { level: 1 })).toHaveText(say(`app.nav.${name}`))
    await picture(`empty-${name}`)
    const { violations } = await new AxeBuilder({ page: app })
      .withTags(['wcag2a', 'wcag2aa'])
      .analyze()
    expect(violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes[0]?.html}`)).toEqual([])
  }
})

test('the language is the system’s and changes at once', async ({ app }, info) => {
  const [own, other] = info.project.name === 'zh' ? ['zh-CN', 'en'] : ['en', 'zh-CN']
  await expect(app.locator('html')).toHaveAttribute('lang', own)
  await app.goto(`${app.url().split('#')[0]}#/settings`)
  await app.getByTestId(`language-${other}`).click()
  await expect(app.locator('html')).toHaveAttribute('lang', other)
})

test('the page talks to this computer alone', async ({ page, server }) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).host))
  await page.goto(server.address)
  await expect(page.locator('#app')).not.toBeEmpty()
  expect(new Set(asked)).toEqual(new Set([new URL(server.address).host]))
})
