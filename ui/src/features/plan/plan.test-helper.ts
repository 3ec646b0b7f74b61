/** Little plans for the tests of this folder. */
import type { Arithmetic, Plan, PlanLine, PlanSupplier } from '@/ipc/contract'

export const ARITHMETIC: Arithmetic = {
  base_demand: 340,
  season: 48,
  promotion: 96,
  safety_stock: 124,
  target: 608,
  available: 118,
  on_order: 96,
  surplus: 0,
  need: 394,
  rounding: 14,
  budget: 0,
  order: 408,
  protection_days: 46,
  lead_time_days: 34,
  lead_time_sd_days: 5,
  review_days: 7,
  daily_demand: 7.4,
  critical_ratio: 0.84,
  underage: 14.2,
  overage: 2.7,
  demand_quantiles: [300, 484, 560, 650],
}

export function line(sku: string, changes: Partial<PlanLine> = {}): PlanLine {
  return {
    sku,
    name: `Name of ${sku}`,
    location: 'US',
    supplier: 'Ningbo',
    quantity: 48,
    proposed: 48,
    unlimited: 48,
    moq: 48,
    pack_size: 24,
    cartons: 2,
    cbm: null,
    weight_kg: null,
    unit_cost: '68.00',
    currency: 'CNY',
    amount: '3264.00',
    amount_base: '459.72',
    order_by: '2026-08-26',
    expected_on: '2026-09-27',
    on_hand: 20,
    allocated: 0,
    on_order: 0,
    reorder_point: 40,
    target: 60,
    days_before: 20,
    days_after: 60,
    stockout_on: null,
    expected_profit: '210.00',
    reasons: [],
    arithmetic: ARITHMETIC,
    method: 'season_level_nb',
    edited: false,
    locked: false,
    skipped: null,
    note: '',
    ...changes,
  }
}

export function supplier(name: string, changes: Partial<PlanSupplier> = {}): PlanSupplier {
  return {
    supplier: name,
    lines: 1,
    units: 48,
    cost: '459.72',
    cost_foreign: '3264.00',
    currency: 'CNY',
    order_by: '2026-08-26',
    lead_time_days: 34,
    lead_time_sd_days: 5,
    cbm: 0,
    weight_kg: 0,
    min_order_value: null,
    held_back: '0.00',
    lines_held_back: 0,
    ...changes,
  }
}

export function plan(lines: PlanLine[], changes: Partial<Plan> = {}): Plan {
  const names = [...new Set(lines.map((each) => each.supplier))]
  return {
    as_of: '2026-08-24',
    currency: 'USD',
    lines,
    transfers: [],
    suppliers: names.map((name) => supplier(name)),
    total_cost: '400.00',
    total_unlimited: '400.00',
    expected_profit: '210.00',
    profit_range: null,
    lines_out_before_arrival: 0,
    budget: null,
    curve: [
      { spent: 0, rate: 1 },
      { spent: 100, rate: 0.5 },
      { spent: 300, rate: 0.25 },
    ],
    warnings: [],
    ...changes,
  }
}
