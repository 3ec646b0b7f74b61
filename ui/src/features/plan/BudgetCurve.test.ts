import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { i18n } from '@/i18n'
import BudgetCurve from './BudgetCurve.vue'
import { plan } from './plan.test-helper'

// Cartons end at 100, 300 and 400; see the plan of the tests.
function open(budget: string | undefined) {
  return mount(BudgetCurve, {
    props: { plan: plan([]), budget },
    global: { plugins: [i18n] },
  })
}

beforeEach(() => {
  i18n.global.locale.value = 'en'
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => vi.useRealTimers())

describe('BudgetCurve', () => {
  it('moves by cartons with the arrow keys and asks once they rest', async () => {
    const curve = open('400')
    const slider = curve.get('[role=slider]')
    await slider.trigger('keydown', { key: 'ArrowLeft' })
    await slider.trigger('keydown', { key: 'ArrowLeft' })
    expect(slider.attributes('aria-valuenow')).toBe('100')
    expect(curve.text()).toContain('next $1 earns $0.50')
    expect(curve.emitted('change')).toBeUndefined()
    await vi.advanceTimersByTimeAsync(200)
    expect(curve.emitted('change')).toEqual([['100']])
  })

  it('is no limit at the right end', async () => {
    const curve = open('300')
    await curve.get('[role=slider]').trigger('keydown', { key: 'End' })
    await vi.advanceTimersByTimeAsync(200)
    expect(curve.emitted('change')).toEqual([[undefined]])
  })

  it('takes a typed amount as it is, and an empty field for no limit', async () => {
    const curve = open('300')
    const field = curve.get('[data-test=budget-input]')
    await field.setValue('250.5')
    await field.setValue('1,250')
    await field.setValue('')
    await field.setValue('much')
    // 1,250 is more than everything costs, and what is no amount changes nothing.
    expect(curve.emitted('change')).toEqual([['250.50'], [undefined], [undefined]])
  })

  it('says that all is bought where there is no limit', () => {
    expect(open(undefined).text()).toContain('all that pays is bought')
  })
})
