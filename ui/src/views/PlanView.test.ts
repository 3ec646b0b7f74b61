import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { line, plan } from '@/features/plan/plan.test-helper'
import { i18n } from '@/i18n'
import type { Plan, PlanEdit } from '@/ipc/contract'
import { mockHost } from '@/ipc/hosts/mock.test-helper'
import type { MockHost } from '@/ipc/hosts/mock.test-helper'
import PlanView from './PlanView.vue'

/** An engine that remembers edits and charges 10 a unit, so that a wrong edit shows in the total. */
function engine(): { answer: () => Plan; edit: (request: PlanEdit) => Plan } {
  const lines = [line('A'), line('B', { supplier: 'Yiwu', quantity: 24, proposed: 24, moq: 24 })]
  const answer = () =>
    plan(
      lines.map((each) => ({ ...each })),
      { total_cost: String(lines.reduce((sum, each) => sum + each.quantity * 10, 0)) },
    )
  return {
    answer,
    edit(request) {
      const found = lines.find((each) => each.sku === request.sku && each.location === request.location)
      if (found === undefined) throw new Error('no such line')
      if (request.quantity === null) Object.assign(found, { quantity: found.proposed, edited: false })
      else if (request.quantity !== undefined) {
        Object.assign(found, { quantity: request.quantity, edited: true })
      }
      if (request.skipped !== undefined) {
        const quantity = request.skipped === null ? found.proposed : 0
        Object.assign(found, { skipped: request.skipped, quantity })
      }
      if (request.locked !== undefined) found.locked = request.locked
      return answer()
    },
  }
}

async function mountPlan() {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: ['plan', 'stock', 'sku'].map((name) => ({
      path: name === 'sku' ? '/stock/:sku' : `/${name}`,
      name,
      component: { template: '<i />' },
    })),
  })
  await router.push('/plan')
  const page = mount(PlanView, {
    attachTo: document.body,
    global: { plugins: [i18n, router, [VueQueryPlugin, { queryClient: new QueryClient() }]] },
  })
  await flushPromises()
  return page
}

let host: MockHost
function open() {
  const shop = engine()
  host = mockHost({
    plan_get: shop.answer,
    plan_edit: shop.edit,
    plan_explain: () => ({ sensitivities: [] }),
    export_plan: ({ out }) => ({ files: [`${out}/Ningbo.xlsx`, `${out}/Yiwu.xlsx`] }),
  })
  return mountPlan()
}
const edits = () => host.calls.filter(({ name }) => name === 'plan_edit').map(({ request }) => request)
const press = (key: string, options: KeyboardEventInit = {}) =>
  window.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true, ...options }))

beforeEach(() => {
  i18n.global.locale.value = 'en'
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
  document.body.replaceChildren()
})

describe('PlanView', () => {
  it('sends a typed quantity to the engine and shows its answer; undo and redo follow', async () => {
    const page = await open()
    expect(page.get('[data-test=plan-total]').text()).toBe('$720')
    const quantity = page.get('[data-test="quantity-A-US"]')
    await quantity.trigger('focus')
    await quantity.setValue('96')
    await quantity.trigger('keydown', { key: 'Enter' })
    await flushPromises()
    expect(edits()).toEqual([{ sku: 'A', location: 'US', budget: undefined, quantity: 96 }])
    expect(page.get('[data-test=plan-total]').text()).toBe('$1,200')

    press('z', { ctrlKey: true })
    await flushPromises()
    // Null gives the line back to the plan: it must not count as edited afterwards.
    expect(edits()[1]).toMatchObject({ quantity: null })
    expect(page.get('[data-test=plan-total]').text()).toBe('$720')

    press('z', { ctrlKey: true, shiftKey: true })
    await flushPromises()
    expect(page.get('[data-test=plan-total]').text()).toBe('$1,200')
    page.unmount()
  })

  it('steps cartons with the arrows and asks the engine once they rest', async () => {
    const page = await open()
    const quantity = page.get('[data-test="quantity-A-US"]')
    await quantity.trigger('focus')
    for (const step of [{}, {}, { shiftKey: true }]) {
      await quantity.trigger('keydown', { key: 'ArrowUp', ...step })
    }
    expect((quantity.element as HTMLInputElement).value).toBe('336')
    expect(edits()).toEqual([])
    await vi.advanceTimersByTimeAsync(300)
    await flushPromises()
    expect(edits()).toMatchObject([{ sku: 'A', quantity: 336 }])
    page.unmount()
  })

  it('takes nothing for a quantity that is none', async () => {
    const page = await open()
    const quantity = page.get('[data-test="quantity-A-US"]')
    await quantity.trigger('focus')
    await quantity.setValue('=1+1')
    expect(quantity.attributes('aria-invalid')).toBe('true')
    await quantity.trigger('blur')
    await flushPromises()
    expect(edits()).toEqual([])
    expect((quantity.element as HTMLInputElement).value).toBe('48')
    page.unmount()
  })

  it('skips the active line with a reason, by keyboard', async () => {
    const page = await open()
    const table = page.get('[role=grid]')
    // The supplier's row comes first and is passed over.
    await table.trigger('keydown', { key: 'ArrowDown' })
    await table.trigger('keydown', { key: 'x' })
    await page.get('[data-test=skip-reason]').setValue('ending')
    await page.get('form').trigger('submit')
    await flushPromises()
    expect(edits()).toMatchObject([{ sku: 'A', skipped: 'ending' }])
    expect(page.text()).toContain('Skipped: ending')
    page.unmount()
  })

  it('writes all orders into the folder chosen, and says where', async () => {
    const page = await open()
    await page.get('[data-test=export-plan]').trigger('click')
    await flushPromises()
    expect(host.calls.findLast(({ name }) => name === 'export_plan')).toMatchObject({
      name: 'export_plan',
      request: { out: '/orders', lang: 'en', supplier: undefined },
    })
    expect(page.get('[data-test=export-files]').text()).toContain('Yiwu.xlsx')
    expect(page.text()).toContain('2 files in /orders')
    page.unmount()
  })

  it('says what happened where the engine refuses, and keeps the old figures', async () => {
    const page = await open()
    mockHost({
      plan_edit: () => {
        throw { code: 'unknown_line', params: {}, message: 'no such line' }
      },
      plan_get: () => plan([line('A')]),
    })
    const quantity = page.get('[data-test="quantity-A-US"]')
    await quantity.trigger('focus')
    await quantity.setValue('72')
    await quantity.trigger('keydown', { key: 'Enter' })
    await flushPromises()
    expect(page.get('[role=alert]').text()).toContain('no such line')
    expect(page.find('[data-test="quantity-A-US"]').exists()).toBe(true)
    page.unmount()
  })

  it('has nothing to buy and says so', async () => {
    mockHost({ plan_get: () => plan([]) })
    const page = await mountPlan()
    expect(page.text()).toContain('Nothing to buy this week.')
    expect(page.get('[data-test=export-plan]').attributes('disabled')).toBeDefined()
    page.unmount()
  })
})
