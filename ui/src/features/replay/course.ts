/** Profit added up over time: foresight, the plan, and what it is measured against. */
import type { ChartOption, ChartSeries } from '@/charts/echarts'
import { hoveredTime } from '@/charts/demand'
import { frame, halo, timeAxis, valueAxis } from '@/charts/parts'
import type { Palette } from '@/charts/palette'
import { spreadLabels } from '@/charts/labels'
import { niceTicks } from '@/charts/ticks'
import { tooltipHtml } from '@/charts/tooltip'
import { dayMs } from '@/charts/types'
import type { ChartPicture, ChartWords } from '@/charts/types'

/** Height of the picture, px; the room of its labels is counted from it. */
export const HEIGHT = 372
const TOP = 14
const BOTTOM = 26

export interface CourseLine {
  key: 'foresight' | 'plan' | 'against'
  name: string
  /** Profit up to the end of each week, base currency. */
  profit: number[]
}

export interface CourseWords extends ChartWords {
  dayColumn: string
  axis: (value: number) => string
}

/** `weeks` are the last days of the weeks; the lines start at nothing on `start`. */
export function courseChart(
  lines: CourseLine[],
  start: string,
  weeks: string[],
  words: CourseWords,
  palette: Palette,
): ChartPicture {
  const days = [start, ...weeks]
  const style: Record<CourseLine['key'], { colour: string; width: number; dash: 'solid' | number[] }> = {
    foresight: { colour: palette.muted, width: 1.5, dash: [2, 3] },
    plan: { colour: palette.accent, width: 2.4, dash: 'solid' },
    against: { colour: palette.series[1] ?? palette.ink, width: 2, dash: [7, 3] },
  }
  const points = (line: CourseLine) => [0, ...line.profit]
  const fromZero = lines.every((line) => line.profit.every((value) => value >= 0))
  const ticks = niceTicks(Math.max(1, ...lines.flatMap((line) => line.profit)), 4)
  const top = ticks[ticks.length - 1] ?? 1
  const shifts = fromZero ? labelShifts(lines, top) : lines.map(() => 0)
  const series = lines.map((line, index): ChartSeries => {
    const { colour, width, dash } = style[line.key]
    const last = line.profit[line.profit.length - 1] ?? 0
    return {
      type: 'line',
      id: line.key,
      name: line.name,
      symbol: 'none',
      z: line.key === 'plan' ? 5 : 4,
      lineStyle: { color: colour, width, type: dash },
      itemStyle: { color: colour },
      endLabel: {
        show: true,
        offset: [0, shifts[index] ?? 0],
        formatter: () => `{name|${line.name}} ${words.axis(last)}`,
        ...halo(palette, palette.ink),
        rich: { name: { fontWeight: 600, fontSize: 12, color: palette.ink } },
      },
      data: points(line).map((value, index) => [dayMs(days[index] ?? start), value]),
    }
  })
  const first = frame(palette)
  const option: ChartOption = {
    ...first,
    grid: { left: 60, right: 150, top: TOP, bottom: BOTTOM },
    xAxis: timeAxis(palette, words, [dayMs(start), dayMs(days[days.length - 1] ?? start)]),
    yAxis: { ...valueAxis(palette, words.axis, fromZero), ...(fromZero ? { max: top } : {}) },
    tooltip: {
      ...first.tooltip,
      formatter: (items: unknown) => {
        const at = hoveredTime(items)
        if (at === undefined) return ''
        const index = days.findIndex((day) => dayMs(day) === at)
        const iso = days[index]
        if (iso === undefined) return ''
        return tooltipHtml(
          words.day(iso),
          lines.map((line) => ({
            name: line.name,
            value: words.number(points(line)[index] ?? 0),
            colour: style[line.key].colour,
          })),
        )
      },
    },
    series: [...gapBand(lines, days, palette), ...series],
  }
  return {
    option,
    table: {
      head: [words.dayColumn, ...lines.map((line) => line.name)],
      rows: days.map((day, index) => [day, ...lines.map((line) => String(points(line)[index] ?? 0))]),
    },
  }
}

/** How far each line's name is moved down, px, so that names of lines that end together stand apart. */
function labelShifts(lines: CourseLine[], top: number): number[] {
  const room = HEIGHT - TOP - BOTTOM
  const ends = lines.map((line) => room * (1 - (line.profit[line.profit.length - 1] ?? 0) / top))
  const order = ends.map((_, index) => index).sort((a, b) => (ends[a] ?? 0) - (ends[b] ?? 0))
  const spread = spreadLabels(
    order.map((index) => ends[index] ?? 0),
    17,
    0,
    room,
  )
  return ends.map((end, index) => (spread[order.indexOf(index)] ?? end) - end)
}

/** The area between the plan and what it is measured against, where the plan is ahead. */
function gapBand(lines: CourseLine[], days: string[], palette: Palette): ChartSeries[] {
  const of = (key: CourseLine['key']) => [0, ...(lines.find((line) => line.key === key)?.profit ?? [])]
  const [plan, against] = [of('plan'), of('against')]
  if (plan.length !== days.length || against.length !== days.length) return []
  const quiet = {
    type: 'line' as const,
    stack: 'gap',
    symbol: 'none' as const,
    silent: true,
    z: 2,
    lineStyle: { opacity: 0 },
    tooltip: { show: false },
  }
  // A stack adds up values of one sign only, and a fall behind is not to be filled as a lead.
  const low = days.map((_, index) => Math.min(plan[index] ?? 0, against[index] ?? 0))
  const lead = days.map((_, index) => Math.max(0, (plan[index] ?? 0) - (against[index] ?? 0)))
  if (low.some((value) => value < 0)) return []
  const at = (values: number[]) => values.map((value, index) => [dayMs(days[index] ?? ''), value])
  return [
    { ...quiet, id: 'gap-low', data: at(low) },
    { ...quiet, id: 'gap-lead', data: at(lead), areaStyle: { color: palette.accentSoft, opacity: 1 } },
  ]
}
