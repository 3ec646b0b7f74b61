import { hoveredTime } from './demand'
import type { ChartOption, ChartSeries } from './echarts'
import { frame, halo, timeAxis, valueAxis } from './parts'
import { seriesDash, seriesMarker } from './palette'
import type { Palette } from './palette'
import { tooltipHtml } from './tooltip'
import { dayMs } from './types'
import type { ChartPicture, ChartWords } from './types'

export interface TrendSeries {
  name: string
  /** Ascending days; null where the indicator is not defined. */
  points: { day: string; value: number | null }[]
  /** The period before, moved onto this one: drawn grey and dashed. */
  before?: boolean
}

export interface TrendInput {
  series: TrendSeries[]
  /** Fill under the first line; the axis then starts at zero. */
  area: boolean
  /** The wheel zooms and dragging moves the range. */
  zoom?: boolean
}

export interface TrendWords extends ChartWords {
  dayColumn: string
  /** Short form for the axis; `number` is used in the tooltip. */
  axis: (value: number) => string
}

/** Lines over time; one line has an area and no legend, several carry dash and name at their end. */
export function trendChart(input: TrendInput, words: TrendWords, palette: Palette): ChartPicture {
  const several = input.series.length > 1
  // Two periods lie on one another at the end, where labels would cover each other.
  const compared = input.series.some((series) => series.before)
  const labelled = several && !compared
  const lines = input.series.map((series, index): ChartSeries => {
    const colour = series.before ? palette.bar : (palette.series[index % 8] ?? palette.accent)
    const marker = series.before ? 'none' : seriesMarker(index)
    return {
      type: 'line',
      id: `series-${index}`,
      name: series.name,
      connectNulls: false,
      symbol: marker,
      showSymbol: marker !== 'none' || definedPoints(series) === 1,
      symbolSize: 5,
      // Over the area of this period, or it would not be seen.
      z: series.before ? 4 : 3,
      lineStyle: {
        color: colour,
        width: series.before ? 1.5 : 1.8,
        type: series.before ? [4, 3] : seriesDash(index),
      },
      itemStyle: { color: colour },
      ...(input.area && index === 0 ? { areaStyle: { color: palette.accentSoft, opacity: 1 } } : {}),
      ...(labelled
        ? {
            endLabel: {
              show: true,
              formatter: () => series.name,
              ...halo(palette, palette.inkSoft),
              width: 96,
              overflow: 'truncate' as const,
            },
            labelLayout: { moveOverlap: 'shiftY' as const },
          }
        : {}),
      data: series.points.map((point) => [dayMs(point.day), point.value]),
    }
  })
  const start = frame(palette)
  const option: ChartOption = {
    ...start,
    grid: { left: 52, right: labelled ? 108 : 16, top: several ? 30 : 12, bottom: 24 },
    ...(several
      ? {
          legend: {
            top: 0,
            left: 46,
            icon: 'path://M0 5h20v2H0z',
            itemWidth: 20,
            itemHeight: 2,
            textStyle: { color: palette.inkSoft, fontSize: 12 },
            inactiveColor: palette.lineControl,
          },
        }
      : {}),
    xAxis: timeAxis(palette, words, wholeRange(input.series)),
    yAxis: valueAxis(palette, words.axis, input.area),
    ...(input.zoom ? { dataZoom: [{ type: 'inside' as const, filterMode: 'none' as const }] } : {}),
    tooltip: {
      ...start.tooltip,
      formatter: (items: unknown) => {
        const at = hoveredTime(items)
        if (at === undefined) return ''
        const iso = new Date(at).toISOString().slice(0, 10)
        const rows = input.series.flatMap((series, index) => {
          const value = series.points.find((point) => point.day.slice(0, 10) === iso)?.value
          if (value === undefined || value === null) return []
          const colour = series.before ? palette.bar : (palette.series[index % 8] ?? palette.accent)
          return [{ name: series.name, value: words.number(value), colour }]
        })
        return tooltipHtml(words.day(iso), rows)
      },
    },
    series: lines,
  }
  return { option, table: trendTable(input, words) }
}

function definedPoints(series: TrendSeries): number {
  return series.points.filter((point) => point.value !== null).length
}

function wholeRange(series: TrendSeries[]): [number, number] | undefined {
  const days = series.flatMap((each) => each.points.map((point) => dayMs(point.day)))
  if (days.length === 0) return undefined
  return [Math.min(...days), Math.max(...days)]
}

/** One row a day that any series has, one column a series. */
function trendTable(input: TrendInput, words: TrendWords) {
  const days = [...new Set(input.series.flatMap((each) => each.points.map((point) => point.day)))].sort()
  const lookup = input.series.map((each) => new Map(each.points.map((point) => [point.day, point.value])))
  return {
    head: [words.dayColumn, ...input.series.map((series) => series.name)],
    rows: days.map((day) => [
      day,
      ...lookup.map((values) => {
        const value = values.get(day)
        return value === undefined || value === null ? '' : String(value)
      }),
    ]),
  }
}
