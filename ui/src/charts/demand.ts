import type { ChartOption, ChartSeries } from './echarts'
import { fanSeries, frame, outageSeries, TEXT, timeAxis, todaySeries, valueAxis } from './parts'
import type { Palette } from './palette'
import { tooltipHtml } from './tooltip'
import type { TooltipRow } from './tooltip'
import { DAY_MS, dayMs, isoDay } from './types'
import type { ChartPicture, ChartWords, DayRange, FanPoint } from './types'

export interface DemandInput {
  /** Weeks of sales; `week` is the first day of the week, `units` what was sold in it,
   * `daysOut` on how many of its days there was no stock. */
  history: { week: string; units: number; promotion?: boolean; daysOut?: number | null }[]
  /** Forecast of the weeks to come, units a week. */
  fan: FanPoint[]
  outages: DayRange[]
  /** Names over the weeks they began in. */
  events: { day: string; name: string }[]
  today: string
  /** Horizontal range shared with the stock chart, ISO days. */
  range: [string, string]
}

export interface DemandWords extends ChartWords {
  sold: string
  forecast: string
  /** `80 %`, for the band named in the tooltip. */
  likely: string
  outOfStock: string
  /** `3 d`, for the days out of a week. */
  days: (days: number) => string
  today: string
  week: (iso: string) => string
  columns: { week: string; sold: string; median: string; low80: string; high80: string }
}

/** Units a week: grey bars for what was sold, the fan for what may be. */
export function demandChart(input: DemandInput, words: DemandWords, palette: Palette): ChartPicture {
  const middle = (week: string) => dayMs(week) + 3.5 * DAY_MS
  const fan = input.fan.map((point) => ({ ...point, day: isoDay(middle(point.day)) }))
  const start = frame(palette)
  const option: ChartOption = {
    ...start,
    grid: { left: 40, right: 12, top: 24, bottom: 24 },
    xAxis: timeAxis(palette, words, [dayMs(input.range[0]), dayMs(input.range[1])]),
    yAxis: valueAxis(palette, words.number),
    tooltip: {
      ...start.tooltip,
      formatter: (items: unknown) => demandTooltip(items, input, words, palette),
    },
    series: [
      ...outageSeries(input.outages, palette),
      soldSeries(input, words.sold, palette),
      ...fanSeries(fan, palette, words.forecast),
      ...eventSeries(input, palette),
      todaySeries(input.today, palette, words.today),
    ],
  }
  const { columns } = words
  return {
    option,
    table: {
      head: [columns.week, columns.sold, columns.median, columns.low80, columns.high80],
      rows: [
        ...input.history.map((point) => [point.week, String(point.units), '', '', '']),
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

/**
 * Bars from the first to the last day of each week. ECharts' own bars would widen the axis by half a bar and
 * so push it out of line with the stock chart below.
 */
function soldSeries(input: DemandInput, name: string, palette: Palette): ChartSeries {
  return {
    type: 'custom',
    id: 'sold',
    name,
    z: 2,
    clip: true,
    encode: { x: 0, y: 1 },
    data: input.history.map((point) => [dayMs(point.week), point.units]),
    renderItem: (params, api) => {
      const [left = 0, top = 0] = api.coord([api.value(0), Math.max(0, Number(api.value(1)))])
      const [right = 0, base = 0] = api.coord([Number(api.value(0)) + 7 * DAY_MS, 0])
      const gap = Math.min(1.6, (right - left) * 0.14)
      return {
        type: 'rect',
        shape: { x: left + gap / 2, y: top, width: Math.max(1, right - left - gap), height: base - top },
        style: {
          fill: input.history[params.dataIndex]?.promotion ? palette.slowLine : palette.bar,
        },
      }
    },
  }
}

/** Names of promotions, each on a short line over the week it began in. */
function eventSeries(input: DemandInput, palette: Palette): ChartSeries[] {
  if (input.events.length === 0) return []
  return [
    {
      type: 'custom',
      id: 'events',
      silent: true,
      z: 7,
      tooltip: { show: false },
      encode: { x: 0, y: 1 },
      data: input.events.map((event) => [dayMs(event.day) + 3.5 * DAY_MS, heightAt(input, event.day)]),
      renderItem: (params, api) => {
        const area = params.coordSys as unknown as { x: number; y: number; width: number; height: number }
        const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)])
        const nearEdge = x > area.x + area.width - 60
        return {
          type: 'group',
          children: [
            {
              type: 'line',
              shape: { x1: x, y1: y - 4, x2: x, y2: y - 11 },
              style: { stroke: palette.slow },
            },
            {
              type: 'text',
              style: {
                x,
                y: y - 26,
                text: input.events[params.dataIndex]?.name ?? '',
                align: nearEdge ? 'right' : 'center',
                fill: palette.inkSoft,
                stroke: palette.surface,
                lineWidth: 3,
                font: `${TEXT}px ${palette.font}`,
                width: 90,
                overflow: 'truncate',
              },
            },
          ],
        }
      },
    },
  ]
}

/** Height of what stands in the week of `day`, so that its name stands upon it. */
function heightAt(input: DemandInput, day: string): number {
  const within = (week: string) => dayMs(day) >= dayMs(week) && dayMs(day) < dayMs(week) + 7 * DAY_MS
  const sold = input.history.find((point) => within(point.week))?.units
  return sold ?? input.fan.find((point) => within(point.day))?.high95 ?? 0
}

/** The moment that an axis tooltip stands at, from what ECharts hands over. */
export function hoveredTime(items: unknown): number | undefined {
  const first: unknown = Array.isArray(items) ? items[0] : items
  if (typeof first !== 'object' || first === null || !('axisValue' in first)) return undefined
  const value = Number(first.axisValue)
  return Number.isFinite(value) ? value : undefined
}

function demandTooltip(
  items: unknown,
  input: DemandInput,
  words: DemandWords,
  palette: Palette,
): string {
  const at = hoveredTime(items)
  if (at === undefined) return ''
  const within = (week: string) => at >= dayMs(week) && at < dayMs(week) + 7 * DAY_MS
  const sold = input.history.find((point) => within(point.week))
  const ahead = input.fan.find((point) => within(point.day))
  const rows: TooltipRow[] = []
  if (sold) rows.push({ name: words.sold, value: words.number(sold.units), colour: palette.bar })
  if (ahead) {
    rows.push(
      { name: words.forecast, value: words.number(ahead.median), colour: palette.fanMedian },
      {
        name: words.likely,
        value: `${words.number(ahead.low80)} – ${words.number(ahead.high80)}`,
        colour: palette.fan80,
      },
    )
  }
  if (sold?.daysOut) {
    rows.push({ name: words.outOfStock, value: words.days(sold.daysOut), colour: palette.hatch })
  }
  const week = sold?.week ?? ahead?.day
  return week ? tooltipHtml(words.week(week), rows) : ''
}
