/** What the rows of a file can be, the most common first; the words are the engine's. */
export const KINDS = [
  'orders',
  'products',
  'stock',
  'purchase_orders',
  'suppliers',
  'supplier_prices',
  'locations',
  'returns',
  'stock_history',
  'promotions',
  'marketing',
  'stocktake',
  'bundles',
  'exchange_rates',
  'cost_rates',
] as const
