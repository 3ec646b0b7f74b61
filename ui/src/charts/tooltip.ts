/** Tooltips are HTML to ECharts; every word in them may come from a seller's file and is escaped here. */

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char)
}

export interface TooltipRow {
  name: string
  value: string
  /** A colour of the palette, shown as a small bar before the name. */
  colour?: string
}

/** A heading and rows of name and figure. */
export function tooltipHtml(title: string, rows: TooltipRow[]): string {
  const lines = rows.map((row) => {
    const mark = row.colour
      ? `<i style="width:10px;height:3px;background:${escapeHtml(row.colour)}"></i>`
      : '<i style="width:10px"></i>'
    return (
      `<span style="display:flex;align-items:center;gap:6px">${mark}${escapeHtml(row.name)}</span>` +
      `<b style="text-align:right;font-weight:600">${escapeHtml(row.value)}</b>`
    )
  })
  return (
    `<div style="font-weight:600;margin-bottom:2px">${escapeHtml(title)}</div>` +
    `<div style="display:grid;grid-template-columns:auto auto;gap:1px 14px">${lines.join('')}</div>`
  )
}
