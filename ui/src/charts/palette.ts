/** Colours of the current theme, read from the design tokens. */
export interface Palette {
  surface: string
  ink: string
  inkSoft: string
  muted: string
  line: string
  lineStrong: string
  lineControl: string
  accent: string
  accentSoft: string
  accentLine: string
  risk: string
  riskSoft: string
  slow: string
  slowLine: string
  overlay: string
  grid: string
  axis: string
  bar: string
  hatch: string
  today: string
  fan95: string
  fan80: string
  fan50: string
  fanMedian: string
  series: string[]
  font: string
}

const TOKENS: Record<Exclude<keyof Palette, 'series'>, string> = {
  surface: '--surface',
  ink: '--ink',
  inkSoft: '--ink-soft',
  muted: '--muted',
  line: '--line',
  lineStrong: '--line-strong',
  lineControl: '--line-control',
  accent: '--accent',
  accentSoft: '--accent-soft',
  accentLine: '--accent-line',
  risk: '--risk',
  riskSoft: '--risk-soft',
  slow: '--slow',
  slowLine: '--slow-line',
  overlay: '--surface-overlay',
  grid: '--chart-grid',
  axis: '--chart-axis',
  bar: '--chart-bar',
  hatch: '--chart-hatch',
  today: '--chart-today',
  fan95: '--fan-95',
  fan80: '--fan-80',
  fan50: '--fan-50',
  fanMedian: '--fan-median',
  font: '--font-ui',
}

/** Reads the tokens through `lookup`, which answers the value of one custom property. */
export function readPalette(lookup: (token: string) => string): Palette {
  const value = (token: string) => lookup(token).trim()
  const named = Object.fromEntries(
    Object.entries(TOKENS).map(([name, token]) => [name, value(token)]),
  ) as Omit<Palette, 'series'>
  const series = Array.from({ length: 8 }, (_, index) => value(`--series-${index + 1}`))
  return { ...named, series }
}

/** The palette of the page as it is drawn now. */
export function pagePalette(root: HTMLElement = document.documentElement): Palette {
  const style = getComputedStyle(root)
  return readPalette((token) => style.getPropertyValue(token))
}

/** Dash of a series, so that colour is never the only mark (1 solid, 2 long dash, 3 dash-dot, 4 dots). */
export function seriesDash(index: number): 'solid' | number[] {
  const dashes: ('solid' | number[])[] = ['solid', [8, 4], [8, 3, 2, 3], [2, 3]]
  return dashes[index % dashes.length] ?? 'solid'
}

/** From the fifth series on a marker joins the dash. */
export function seriesMarker(index: number): 'none' | 'circle' | 'rect' | 'triangle' | 'diamond' {
  if (index < 4) return 'none'
  const markers = ['circle', 'rect', 'triangle', 'diamond'] as const
  return markers[(index - 4) % markers.length] ?? 'circle'
}
