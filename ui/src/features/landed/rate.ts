/** A rate of landed cost as the form holds it, and sums over its parts. */
import type { CostRate, LandedRow, RouteChange } from '@/ipc/contract'

export const COST_KINDS = ['freight', 'insurance', 'duty', 'brokerage', 'fee', 'vat'] as const
export const COST_BASES = [
  'per_kg',
  'per_cbm',
  'per_carton',
  'per_unit',
  'per_shipment',
  'goods_percent',
  'cif_percent',
] as const
export const WAYS = ['sea', 'air', 'rail', 'express'] as const

/** A form with nothing written; a tariff is what changes most often. */
export function emptyRate(): CostRate {
  return {
    kind: 'duty',
    programme: '',
    basis: 'goods_percent',
    rate: '',
    currency: '',
    from_country: '',
    to_country: '',
    transport: '',
    hs_code: '',
    recoverable: false,
    valid_from: null,
    valid_to: null,
    note: '',
  }
}

export function emptyRoute(): RouteChange {
  return { sku: '', category: '', supplier: '', origin: '', transport: '' }
}

/** A share is kept as 0.075 and read as 7.5%. */
export function shownRate(rate: CostRate): string {
  if (!rate.basis.endsWith('_percent')) return `${rate.rate} ${rate.currency}`.trim()
  return `${Number((Number(rate.rate) * 100).toPrecision(10))}%`
}

/** What tells one rate from another. */
export function rateKey(rate: CostRate): string {
  const { kind, programme, basis, from_country, to_country, transport, hs_code, valid_from } = rate
  return [kind, programme, basis, from_country, to_country, transport, hs_code, valid_from ?? ''].join('/')
}

/** Sum of the parts of some kinds that are not paid back. */
export function partSum(row: LandedRow, kinds: readonly string[]): number {
  return row.parts
    .filter((part) => kinds.includes(part.kind) && !part.recoverable)
    .reduce((sum, part) => sum + Number(part.amount), 0)
}
