import { hoveredTime } from './demand'
import type { ChartOption, ChartSeries } from './echarts'
import { spreadLabels } from './labels'
import { fanSeries, frame, levelSeries, outageSeries, timeAxis, todaySeries, valueAxis } from './parts'
import type { Palette } from './palette'
import { tooltipHtml } from './tooltip'
import type { TooltipRow } from './tooltip'
import { dayMs } from './types'
import type { ChartPicture, ChartWords, DayRange, FanPoint } from './types'

export interface Arrival {
  day: string
  units: number
  /** What brings it: an order's number, or the words for this plan. */
  name: string
}

export interface StockInput {
  /** On hand at the end of the days given, oldest first. */
  history: { day: string; onHand: number }[]
  /** Projected on hand, open orders included. */
  fan: FanPoint[]
  outages: DayRange[]
  arrivals: Arrival[]
  reorderPoint?: number
  today: string
  range: [string, string]
}

export interface StockWords extends ChartWords {
  /** A day as short as it goes, for labels inside the picture. */
  shortDay: (iso: string) => string
  onHand: string
  projected: string
  likely: string
  outOfStock: string
  today: string
  reorderPoint: (units: number) => string
  columns: { day: string; onHand: string; median: string; low80: string; high80: string }
}

/** On hand so far as an area, the projection as a fan, arrivals as arrows from above. */
export function stockChart(input: StockInput, words: StockWords, palette: Palette): ChartPicture {
  const past: ChartSeries = {
    type: 'line',
    id: 'on-hand',
    name: words.onHand,
    symbol: 'none',
    z: 2,
    lineStyle: { color: palette.accent, width: 1.7 },
    itemStyle: { color: palette.accent },
    areaStyle: { color: palette.accentSoft, opacity: 1 },
    data: input.history.map((point) => [dayMs(point.day), point.onHand]),
  }
  const start = frame(palette)
  const option: ChartOption = {
    ...start,
    grid: { left: 40, right: 12, top: input.arrivals.length ? 40 : 20, bottom: 24 },
    xAxis: timeAxis(palette, words, [dayMs(input.range[0]), dayMs(input.range[1])]),
    yAxis: valueAxis(palette, words.number),
    tooltip: {
      ...start.tooltip,
      formatter: (items: unknown) => stockTooltip(items, input, words, palette),
    },
    series: [
      ...outageSeries(input.outages, palette),
      past,
      ...fanSeries(input.fan, palette, words.projected),
      ...arrivalSeries(input, words, palette),
      ...(input.reorderPoint === undefined
        ? []
        : [
            levelSeries(
              'reorder-point',
              input.reorderPoint,
              palette,
              words.reorderPoint(input.reorderPoint),
            ),
          ]),
      todaySeries(input.today, palette, ''),
    ],
  }
  const { columns } = words
  return {
    option,
    table: {
      head: [columns.day, columns.onHand, columns.median, columns.low80, columns.high80],
      rows: [
        ...input.history.map((point) => [point.day, String(point.onHand), '', '', '']),
        ...input.fan.map((point) => [
          point.day,
          '',
          String(point.median),
          String(point.low80),
          String(point.high80),
        ]),
      ],
    },
  }
}

/** Least distance between the labels of two arrivals, px. */
const LABEL_GAP = 50

/** Dotted lines with an arrow head where units arrive; the units stand over them. */
function arrivalSeries(input: StockInput, words: StockWords, palette: Palette): ChartSeries[] {
  if (input.arrivals.length === 0) return []
  return [
    {
      type: 'custom',
      id: 'arrivals',
      silent: true,
      z: 8,
      tooltip: { show: false },
      encode: { x: 0, y: 1 },
      data: input.arrivals.map((arrival) => [dayMs(arrival.day), projectedAt(input.fan, arrival.day)]),
      renderItem: (params, api) => {
        const area = params.coordSys as unknown as { x: number; y: number; width: number; height: number }
        const arrival = input.arrivals[params.dataIndex]
        const point = api.coord([api.value(0), api.value(1)])
        const x = point[0]
        if (!arrival || x === undefined || x < area.x || x > area.x + area.width) return null
        const tip = Math.max(area.y + 10, (point[1] ?? area.y) - 4)
        const places = input.arrivals.map((each) => api.coord([dayMs(each.day), 0])[0] ?? area.x)
        const labelled = spreadLabels(places, LABEL_GAP, area.x + 16, area.x + area.width - 16)
        const text = {
          x: labelled[params.dataIndex] ?? x,
          align: 'center' as const,
          font: `12px ${palette.font}`,
        }
        return {
          type: 'group',
          children: [
            {
              type: 'line',
              shape: { x1: x, y1: area.y - 4, x2: x, y2: tip },
              style: { stroke: palette.accentLine, lineDash: [2, 2] },
            },
            {
              type: 'polyline',
              shape: { points: [[x - 3.5, tip - 5], [x, tip], [x + 3.5, tip - 5]] },
              style: { stroke: palette.accent, fill: 'none', lineWidth: 1.6 },
            },
            {
              type: 'text',
              style: {
                ...text,
                y: area.y - 34,
                text: `+${words.number(arrival.units)}`,
                fill: palette.accent,
                font: `600 12px ${palette.font}`,
              },
            },
            {
              type: 'text',
              style: { ...text, y: area.y - 19, text: words.shortDay(arrival.day), fill: palette.axis },
            },
          ],
        }
      },
    },
  ]
}

/** Median of the projection on or just after a day; 0 where nothing is projected. */
export function projectedAt(fan: FanPoint[], day: string): number {
  const later = fan.find((point) => point.day >= day)
  return (later ?? fan[fan.length - 1])?.median ?? 0
}

function stockTooltip(
  items: unknown,
  input: StockInput,
  words: StockWords,
  palette: Palette,
): string {
  const at = hoveredTime(items)
  if (at === undefined) return ''
  const iso = new Date(at).toISOString().slice(0, 10)
  const rows: TooltipRow[] = []
  const past = iso < input.today ? lastOnOrBefore(input.history, iso) : undefined
  const ahead = iso >= input.today ? lastOnOrBefore(input.fan, iso) : undefined
  if (past) rows.push({ name: words.onHand, value: words.number(past.onHand), colour: palette.accent })
  if (ahead) {
    rows.push(
      { name: words.projected, value: words.number(ahead.median), colour: palette.fanMedian },
      {
        name: words.likely,
        value: `${words.number(ahead.low80)} – ${words.number(ahead.high80)}`,
        colour: palette.fan80,
      },
    )
  }
  for (const arrival of input.arrivals.filter((each) => each.day === iso)) {
    rows.push({ name: arrival.name, value: `+${words.number(arrival.units)}`, colour: palette.accentLine })
  }
  if (input.outages.some((range) => iso >= range.from && iso <= range.to)) {
    rows.push({ name: words.outOfStock, value: '', colour: palette.hatch })
  }
  return tooltipHtml(words.day(iso), rows)
}

/** The last of ascending points that is not after `iso`. */
function lastOnOrBefore<Point extends { day: string }>(
  points: Point[],
  iso: string,
): Point | undefined {
  let found: Point | undefined
  for (const point of points) {
    if (point.day > iso) break
    found = point
  }
  return found
}
