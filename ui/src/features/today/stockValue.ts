import type { ChartOption } from '@/charts/echarts'
import { hoveredTime } from '@/charts/demand'
import { frame, timeAxis, todaySeries, valueAxis } from '@/charts/parts'
import type { Palette } from '@/charts/palette'
import { tooltipHtml } from '@/charts/tooltip'
import { dayMs, isoDay, type ChartPicture, type ChartWords } from '@/charts/types'
import type { StockValueExpected, StockValuePoint } from '@/ipc/contract'

export interface StockValueWords extends ChartWords {
  axis: (value: number) => string
  today: string
  past: string
  expected: string
  likely: string
  columns: readonly [day: string, value: string, low: string, high: string]
}

/** Stock value so far as an area, and what the plan leads to as a median with the band that holds 80 %. */
export function stockValueChart(
  past: readonly StockValuePoint[],
  expected: readonly StockValueExpected[],
  asOf: string,
  words: StockValueWords,
  palette: Palette,
): ChartPicture {
  const now = past.at(-1)
  // The fan opens where the past ends, so that the line does not break at today.
  const ahead: StockValueExpected[] =
    now === undefined || expected.length === 0
      ? [...expected]
      : [{ day: now.day, median: now.value, low: now.value, high: now.value }, ...expected]
  const first = past[0]?.day ?? asOf
  const last = ahead.at(-1)?.day ?? now?.day ?? asOf
  const start = frame(palette)
  const quiet = {
    type: 'line' as const,
    symbol: 'none' as const,
    silent: true,
    lineStyle: { opacity: 0 },
    tooltip: { show: false },
    stack: 'band',
  }
  const option: ChartOption = {
    ...start,
    grid: { left: 52, right: 12, top: 22, bottom: 22 },
    xAxis: timeAxis(palette, words, [dayMs(first), dayMs(last)]),
    yAxis: valueAxis(palette, words.axis),
    tooltip: {
      ...start.tooltip,
      formatter: (items: unknown) => {
        const at = hoveredTime(items)
        if (at === undefined) return ''
        const iso = isoDay(at)
        const was = past.find(({ day }) => day === iso)
        const will = was === undefined ? expected.find(({ day }) => day === iso) : undefined
        return tooltipHtml(words.day(iso), [
          ...(was === undefined
            ? []
            : [{ name: words.past, value: words.number(was.value), colour: palette.accent }]),
          ...(will === undefined
            ? []
            : [
                { name: words.expected, value: words.number(will.median), colour: palette.fanMedian },
                {
                  name: words.likely,
                  value: `${words.number(will.low)} – ${words.number(will.high)}`,
                  colour: palette.fan80,
                },
              ]),
        ])
      },
    },
    series: [
      {
        type: 'line',
        id: 'past',
        name: words.past,
        symbol: 'none',
        lineStyle: { color: palette.accent, width: 1.7 },
        itemStyle: { color: palette.accent },
        areaStyle: { color: palette.accentSoft, opacity: 1 },
        data: past.map(({ day, value }) => [dayMs(day), value]),
      },
      { ...quiet, id: 'low', data: ahead.map(({ day, low }) => [dayMs(day), low]) },
      {
        ...quiet,
        id: 'high',
        areaStyle: { color: palette.fan80, opacity: 1 },
        data: ahead.map(({ day, low, high }) => [dayMs(day), Math.max(0, high - low)]),
      },
      {
        type: 'line',
        id: 'median',
        name: words.expected,
        symbol: 'none',
        z: 4,
        lineStyle: { color: palette.fanMedian, width: 1.8 },
        itemStyle: { color: palette.fanMedian },
        data: ahead.map(({ day, median }) => [dayMs(day), median]),
      },
      todaySeries(asOf, palette, words.today),
    ],
  }
  return {
    option,
    table: {
      head: [...words.columns],
      rows: [
        ...past.map(({ day, value }) => [day, String(value), '', '']),
        ...expected.map(({ day, median, low, high }) => [day, String(median), String(low), String(high)]),
      ],
    },
  }
}
