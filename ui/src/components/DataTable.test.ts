import { mount } from '@vue/test-utils'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { h } from 'vue'
import { i18n } from '@/i18n'
import DataTable from './DataTable.vue'
import type { Column } from './table'

interface Item {
  readonly sku: string
  readonly units: number
  readonly head?: boolean
}

const columns: readonly Column<Item>[] = [
  { key: 'sku', title: 'SKU', width: 120, grow: 1, value: ({ sku }) => sku },
  { key: 'units', title: 'Units', width: 80, align: 'right', value: ({ units }) => units },
]

function table(rows: readonly Item[], more: Record<string, unknown> = {}) {
  return mount(DataTable<Item>, {
    global: { plugins: [i18n] },
    props: { rows, columns, rowKey: (item: Item) => item.sku, label: 'Stock', selectable: true, ...more },
    slots: { wide: ({ row }: { row: Item }) => h('b', row.sku) },
  })
}

const many = Array.from({ length: 50_000 }, (_, index): Item => ({ sku: `S${index}`, units: index % 97 }))

beforeEach(() => {
  i18n.global.locale.value = 'en'
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(560)
})

describe('a table of 50,000 rows', () => {
  test('draws the rows in sight and says how many there are', async () => {
    const wrapper = table(many)
    await wrapper.vm.$nextTick()
    expect(wrapper.findAll('.row').length).toBeLessThan(60)
    expect(wrapper.attributes('aria-rowcount')).toBe('50001')
    expect(wrapper.find('.rows').attributes('style')).toContain(`height: ${50_000 * 28}px`)
  })

  test('shows a row once it is gone to, however far down', async () => {
    const wrapper = table(many)
    await wrapper.trigger('keydown', { key: 'End' })
    expect(wrapper.emitted('update:active')).toEqual([['S49999']])
  })
})

describe('the keyboard', () => {
  const items: readonly Item[] = [
    { sku: 'Supplier', units: 0, head: true },
    { sku: 'A', units: 1 },
    { sku: 'B', units: 2 },
  ]
  const isWide = (item: Item): boolean => item.head === true

  test('moves between rows and leaves out heads', async () => {
    const wrapper = table(items, { isWide })
    await wrapper.trigger('keydown', { key: 'ArrowDown' })
    expect(wrapper.emitted('update:active')?.at(-1)).toEqual(['A'])
    await wrapper.setProps({ active: 'A' })
    await wrapper.trigger('keydown', { key: 'ArrowUp' })
    expect(wrapper.emitted('update:active')?.length).toBe(1)
    await wrapper.trigger('keydown', { key: 'ArrowDown' })
    expect(wrapper.emitted('update:active')?.at(-1)).toEqual(['B'])
  })

  test('opens with Enter, selects with Space, hands other keys on', async () => {
    const wrapper = table(items, { isWide, active: 'B' })
    await wrapper.trigger('keydown', { key: 'Enter' })
    expect(wrapper.emitted('open')).toEqual([[items[2]]])
    await wrapper.trigger('keydown', { key: ' ' })
    expect(wrapper.emitted('update:selected')).toEqual([[new Set(['B'])]])
    await wrapper.trigger('keydown', { key: 'x' })
    expect(wrapper.emitted('key')?.[0]?.[1]).toEqual(items[2])
  })

  test('selecting all leaves heads out', async () => {
    const wrapper = table(items, { isWide })
    await wrapper.find('.head input').trigger('change')
    expect(wrapper.emitted('update:selected')).toEqual([[new Set(['A', 'B'])]])
  })
})

test('text of the data is shown as text', () => {
  const wrapper = table([{ sku: '<img src=x onerror=alert(1)>', units: 1 }])
  expect(wrapper.find('img').exists()).toBe(false)
  expect(wrapper.text()).toContain('<img src=x onerror=alert(1)>')
})
