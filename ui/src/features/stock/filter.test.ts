import { describe, expect, it } from 'vitest'
import type { StockRow } from '@/ipc/contract'
import { ALL_COLUMNS, DEFAULT_COLUMNS, fittingColumns, readColumns, urgency } from './columns'
import { rowsText } from './copyRows'
import { facetValues, filterRows, makeFindable, NOTHING_PICKED, sumRows, togglePick } from './filter'
import { pinyinInitials } from './initials'

function row(sku: string, changes: Partial<StockRow> = {}): StockRow {
  return {
    sku,
    name: sku,
    category: '',
    supplier: '',
    barcode: '',
    location: 'US',
    on_hand: 10,
    counted: true,
    allocated: 1,
    available: 9,
    on_order: 5,
    reorder_point: 4,
    target: 20,
    days_of_supply: 30,
    daily_demand: 0.5,
    weeks: [1, 2],
    weeks_out: [0, 0],
    stock_age: 12,
    value_at_cost: 25.5,
    status: 'ok',
    image: null,
    ...changes,
  }
}

const ROWS = [
  row('LN2-OAK', { name: '营地灯 L2 橡木', barcode: '6901234567892', category: '灯具' }),
  row('LN2-OAK', { name: '营地灯 L2 橡木', location: 'DE', category: '灯具', status: 'out' }),
  row('007', { name: 'Camp lantern, oak', supplier: 'Ningbo' }),
]
const found = (search: string, picked = NOTHING_PICKED) =>
  filterRows(makeFindable(ROWS), search, picked).map((each) => `${each.sku} ${each.location}`)

describe('search', () => {
  it('finds by SKU, name, barcode and pinyin initials', () => {
    expect(found('ln2')).toEqual(['LN2-OAK US', 'LN2-OAK DE'])
    expect(found('橡木')).toEqual(['LN2-OAK US', 'LN2-OAK DE'])
    expect(found('690123')).toEqual(['LN2-OAK US'])
    expect(found('ydd')).toEqual(['LN2-OAK US', 'LN2-OAK DE'])
  })

  it('wants every word, in any order', () => {
    expect(found('oak camp')).toEqual(['007 US'])
    expect(found('oak tent')).toEqual([])
  })

  it('takes what is typed as text', () => {
    expect(found('.*')).toEqual([])
    expect(found('  ')).toHaveLength(3)
  })
})

describe('facets', () => {
  it('combines facets and widens within one', () => {
    const lamps = togglePick(NOTHING_PICKED, 'category', '灯具')
    expect(found('', lamps)).toEqual(['LN2-OAK US', 'LN2-OAK DE'])
    expect(found('', togglePick(lamps, 'status', 'out'))).toEqual(['LN2-OAK DE'])
    expect(found('', togglePick(lamps, 'category', ''))).toHaveLength(3)
    expect(togglePick(lamps, 'category', '灯具').category.size).toBe(0)
  })

  it('counts values, most frequent first', () => {
    expect(facetValues(ROWS, 'location')).toEqual([
      { value: 'US', count: 2 },
      { value: 'DE', count: 1 },
    ])
  })
})

describe('sums', () => {
  it('says how many rows have no cost instead of counting them as nothing', () => {
    expect(sumRows([row('A'), row('B', { value_at_cost: null })])).toEqual({
      onHand: 20,
      onOrder: 10,
      daily: 1,
      value: 25.5,
      unvalued: 1,
    })
  })
})

describe('pinyinInitials', () => {
  it('knows the common readings and keeps letters and digits', () => {
    expect(pinyinInitials('保温杯 500 ml 沙色')).toBe('bwb500mlss')
    expect(pinyinInitials('氛围灯串')).toBe('fwdc')
    expect(pinyinInitials('Lamp')).toBe('')
  })
})

describe('columns', () => {
  it('reads back a choice and survives a damaged one', () => {
    expect(readColumns('["status","product","status","nonsense"]')).toEqual(['product', 'status'])
    expect(readColumns('[]')).toEqual(DEFAULT_COLUMNS)
    expect(readColumns('{broken')).toEqual(DEFAULT_COLUMNS)
    expect(readColumns(null)).toEqual(DEFAULT_COLUMNS)
  })

  it('gives up columns on a narrow window only while the choice is untouched', () => {
    expect(fittingColumns(DEFAULT_COLUMNS, true)).not.toContain('age')
    expect(fittingColumns(ALL_COLUMNS, true)).toEqual(ALL_COLUMNS)
    expect(fittingColumns(DEFAULT_COLUMNS, false)).toEqual(DEFAULT_COLUMNS)
  })

  it('ranks what runs out before what is enough, and the shorter before the longer', () => {
    const order = [
      row('a', { status: 'ok', days_of_supply: 1 }),
      row('b', { status: 'will_run_out', days_of_supply: 20 }),
      row('c', { status: 'will_run_out', days_of_supply: 5 }),
      row('d', { status: 'out', days_of_supply: null }),
    ].sort((a, b) => urgency(a) - urgency(b))
    expect(order.map((each) => each.sku)).toEqual(['d', 'c', 'b', 'a'])
  })
})

describe('rowsText', () => {
  it('writes what is shown, with names from files disarmed', () => {
    const text = rowsText(
      [row('1E5', { name: '=HYPERLINK("x")', days_of_supply: null })],
      ['product', 'sku', 'gauge', 'days', 'value'],
      (key) => key,
    )
    expect(text).toBe('product\tsku\tdays\tvalue\n\'=HYPERLINK("x")\t1E5\t\t25.50')
  })
})
