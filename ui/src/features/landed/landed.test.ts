import { describe, expect, it } from 'vitest'
import type { LandedRow } from '@/ipc/contract'
import { emptyRate, partSum, rateKey, shownRate } from './rate'

describe('a rate', () => {
  it('shows a share as per cent and money with its currency', () => {
    expect(shownRate({ ...emptyRate(), rate: '0.075' })).toBe('7.5%')
    expect(shownRate({ ...emptyRate(), basis: 'per_cbm', rate: '120', currency: 'USD' })).toBe('120 USD')
    expect(shownRate({ ...emptyRate(), basis: 'per_cbm', rate: '120' })).toBe('120')
  })

  it('is told from another by its words and first day, not by its number', () => {
    const rate = { ...emptyRate(), rate: '0.1', hs_code: '6912' }
    expect(rateKey(rate)).toBe(rateKey({ ...rate, rate: '0.2', note: 'x' }))
    expect(rateKey(rate)).not.toBe(rateKey({ ...rate, valid_from: '2027-01-01' }))
  })
})

it('what is paid back is no part of the cost', () => {
  const part = { programme: '', basis: 'cif_percent', rate: 0.1, amount: '1.5', recoverable: false }
  const row = {
    parts: [
      { ...part, kind: 'duty' },
      { ...part, kind: 'vat', recoverable: true },
      { ...part, kind: 'freight' },
    ],
  } as LandedRow
  expect(partSum(row, ['duty', 'vat'])).toBe(1.5)
})
