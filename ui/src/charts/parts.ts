/** Pieces that several charts share: axes, tooltip frame, the fan, hatched days, the line of today. */
import type { ChartOption, ChartSeries } from './echarts'
import { hatchLines } from './hatch'
import type { Palette } from './palette'
import { DAY_MS, dayMs } from './types'
import type { ChartWords, DayRange, FanPoint } from './types'

/** Least size of text in a chart, in px. */
export const TEXT = 12

/** Text over bands keeps a halo in the surface colour. */
export function halo(palette: Palette, colour: string) {
  return { color: colour, fontSize: TEXT, textBorderColor: palette.surface, textBorderWidth: 3 }
}

/** Frame that every chart starts from: no title, no animation, tabular type, UTC days. */
export function frame(palette: Palette): ChartOption {
  return {
    animation: false,
    useUTC: true,
    textStyle: { fontFamily: palette.font, fontSize: TEXT },
    tooltip: {
      trigger: 'axis',
      confine: true,
      transitionDuration: 0,
      backgroundColor: palette.overlay,
      borderColor: palette.lineStrong,
      padding: [6, 10],
      textStyle: { color: palette.ink, fontSize: TEXT, fontFamily: palette.font },
      axisPointer: { type: 'line', lineStyle: { color: palette.lineControl, type: 'solid' } },
    },
  }
}

export function timeAxis(palette: Palette, words: ChartWords, range?: [number, number]) {
  const span = range ? range[1] - range[0] : undefined
  return {
    type: 'time' as const,
    ...(range ? { min: range[0], max: range[1] } : {}),
    // Months are the finest label; short ranges name the days themselves.
    minInterval: span !== undefined && span < 62 * DAY_MS ? 7 * DAY_MS : 28 * DAY_MS,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: {
      color: palette.axis,
      fontSize: TEXT,
      hideOverlap: true,
      formatter: (value: number) => words.month(value),
    },
  }
}

export function valueAxis(palette: Palette, format: (value: number) => string, fromZero = true) {
  return {
    type: 'value' as const,
    ...(fromZero ? { min: 0 } : { scale: true }),
    splitNumber: 4,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: palette.grid } },
    axisLabel: { color: palette.axis, fontSize: TEXT, formatter: format },
  }
}

type Band = '95' | '80' | '50'

/**
 * The fan as three stacked bands, widest first, and the median as a line.
 * Each band is a transparent line at its lower edge with the width stacked upon it.
 */
export function fanSeries(fan: FanPoint[], palette: Palette, name: string): ChartSeries[] {
  if (fan.length === 0) return []
  const bands: [Band, string][] = [
    ['95', palette.fan95],
    ['80', palette.fan80],
    ['50', palette.fan50],
  ]
  const quiet = {
    type: 'line' as const,
    symbol: 'none' as const,
    silent: true,
    lineStyle: { opacity: 0 },
    tooltip: { show: false },
  }
  const stacked = bands.flatMap(([band, colour], index): ChartSeries[] => {
    const edge = (point: FanPoint, side: 'low' | 'high') => point[`${side}${band}`]
    return [
      {
        ...quiet,
        id: `fan-${band}-low`,
        stack: `fan-${band}`,
        z: 2 + index,
        data: fan.map((point) => [dayMs(point.day), edge(point, 'low')]),
      },
      {
        ...quiet,
        id: `fan-${band}-high`,
        stack: `fan-${band}`,
        z: 2 + index,
        areaStyle: { color: colour, opacity: 1 },
        data: fan.map((point) => [
          dayMs(point.day),
          Math.max(0, edge(point, 'high') - edge(point, 'low')),
        ]),
      },
    ]
  })
  return [
    ...stacked,
    {
      type: 'line',
      id: 'median',
      name,
      symbol: 'none',
      z: 6,
      lineStyle: { color: palette.fanMedian, width: 1.8 },
      itemStyle: { color: palette.fanMedian },
      data: fan.map((point) => [dayMs(point.day), point.median]),
    },
  ]
}

/** Days out of stock: a tinted, hatched strip over the whole height, never a zero. */
export function outageSeries(outages: DayRange[], palette: Palette): ChartSeries[] {
  if (outages.length === 0) return []
  return [
    {
      type: 'custom',
      id: 'outages',
      silent: true,
      clip: true,
      z: 1,
      tooltip: { show: false },
      encode: { x: [0, 1] },
      data: outages.map((range) => [dayMs(range.from), dayMs(range.to) + DAY_MS]),
      renderItem: (params, api) => {
        const area = params.coordSys as unknown as { x: number; y: number; width: number; height: number }
        const edge = (dimension: number) => {
          const x = api.coord([api.value(dimension), 0])[0] ?? area.x
          return Math.min(area.x + area.width, Math.max(area.x, x))
        }
        const left = edge(0)
        const width = Math.max(2, edge(1) - left)
        return {
          type: 'group',
          children: [
            {
              type: 'rect',
              shape: { x: left, y: area.y, width, height: area.height },
              style: { fill: palette.riskSoft },
            },
            ...hatchLines(left, area.y, width, area.height, 6).map((shape) => ({
              type: 'line' as const,
              shape,
              style: { stroke: palette.hatch, lineWidth: 1.2 },
            })),
          ],
        }
      },
    },
  ]
}

/** The dotted vertical of today, hung on a series without data of its own. */
export function todaySeries(today: string, palette: Palette, label: string): ChartSeries {
  return {
    type: 'line',
    id: 'today',
    data: [],
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      lineStyle: { color: palette.today, type: [2, 2], width: 1 },
      label: {
        formatter: label,
        position: 'end',
        align: 'right',
        padding: [0, 4, 0, 0],
        ...halo(palette, palette.inkSoft),
      },
      data: [{ xAxis: dayMs(today) }],
    },
  }
}

/** A level across the whole chart, dashed, named at its left end. */
export function levelSeries(id: string, level: number, palette: Palette, label: string): ChartSeries {
  return {
    type: 'line',
    id,
    data: [],
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      lineStyle: { color: palette.ink, type: [5, 3], width: 1 },
      label: {
        formatter: label,
        position: 'insideStartTop',
        ...halo(palette, palette.inkSoft),
      },
      data: [{ yAxis: level }],
    },
  }
}
