/** What the rows of a file can be, the most common first; the words are the engine's. */
export const KINDS = [
  'orders',
  'products',
  'stock',
  'purchase_orders',
  'suppliers',
  'locations',
  'returns',
  'stock_history',
  'promotions',
  'marketing',
  'stocktake',
] as const

/** Systems known by name; others show as the engine calls them. */
export const SYSTEMS = ['template', 'generic', 'shopify', 'shoplazza', 'woocommerce', 'amazon', 'etsy', 'xero'] as const
