import { describe, expect, it } from 'vitest'
import { linesToBuy, planRows, suppliersToOrder } from './rows'
import { line, plan, supplier } from './plan.test-helper'

const kinds = (rows: ReturnType<typeof planRows>) =>
  rows.map((row) => (row.kind === 'line' ? `${row.line.sku}:${row.state}` : row.kind))

describe('planRows', () => {
  it('puts the waterline between what is bought and what is held back', () => {
    const held = line('B', { quantity: 0, proposed: 0, unlimited: 24 })
    const rows = planRows(plan([held, line('A'), line('C', { skipped: 'ending' })]))
    expect(kinds(rows)).toEqual(['supplier', 'A:buy', 'cut', 'B:held', 'C:skipped'])
    expect(rows[2]).toMatchObject({ kind: 'cut', held: 1 })
  })

  it('draws no waterline where nothing is held back', () => {
    expect(kinds(planRows(plan([line('A')])))).toEqual(['supplier', 'A:buy'])
  })

  it('keeps a line at zero above the waterline when the seller set it so', () => {
    const own = line('A', { quantity: 0, unlimited: 24, edited: true })
    expect(kinds(planRows(plan([own])))).toEqual(['supplier', 'A:buy'])
  })

  it('leaves out lines that need nothing, and suppliers without lines', () => {
    const idle = line('A', { quantity: 0, proposed: 0, unlimited: 0 })
    const rows = planRows(plan([idle], { suppliers: [supplier('Ningbo'), supplier('Yiwu')] }))
    expect(rows).toEqual([])
  })

  it('unfolds the arithmetic under its own line only', () => {
    const rows = planRows(plan([line('A'), line('B')]), { line: 'B\u001fUS' })
    expect(kinds(rows)).toEqual(['supplier', 'A:buy', 'B:buy', 'arithmetic'])
  })

  it('tells the same SKU at two locations apart', () => {
    const rows = planRows(plan([line('A'), line('A', { location: 'DE' })]), { line: 'A\u001fDE' })
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length)
    expect(rows[3]?.kind).toBe('arithmetic')
  })

  it('stands transfers before purchases, one by one when listed', () => {
    const transfer = {
      sku: 'A',
      name: 'Lamp',
      from: 'CN',
      to: 'US',
      quantity: 96,
      saves: '910.00',
      reasons: [],
    }
    const shop = plan([line('A')], { transfers: [transfer] })
    expect(kinds(planRows(shop))).toEqual(['transfers', 'supplier', 'A:buy'])
    expect(kinds(planRows(shop, { transfers: true }))).toEqual([
      'transfers',
      'transfer',
      'supplier',
      'A:buy',
    ])
  })
})

describe('counts', () => {
  it('counts orders and lines that will be written', () => {
    const shop = plan([line('A'), line('B', { quantity: 0 }), line('C', { skipped: '' })], {
      suppliers: [supplier('Ningbo'), supplier('Yiwu', { lines: 0 })],
    })
    expect(suppliersToOrder(shop)).toBe(1)
    expect(linesToBuy(shop)).toBe(1)
  })
})
