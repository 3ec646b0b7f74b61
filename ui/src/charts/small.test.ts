import { describe, expect, it } from 'vitest'
import { dotPlot } from './dotplot'
import { hatchLines } from './hatch'
import { spreadLabels } from './labels'
import { readPalette, seriesDash, seriesMarker } from './palette'
import { tableText } from './table'
import { escapeHtml, tooltipHtml } from './tooltip'

describe('dotPlot', () => {
  it('piles up equal values and keeps hollow ones', () => {
    const { dots, height } = dotPlot(
      [{ value: 31 }, { value: 31 }, { value: 44, hollow: true }],
      310,
      12,
    )
    expect(dots.map((dot) => dot.y)).toEqual([height - 6, height - 18, height - 6])
    expect(dots[0]?.x).toBe(dots[1]?.x)
    expect(dots[2]?.hollow).toBe(true)
    expect(height).toBe(32)
  })

  it('marks whole days and reaches the value used', () => {
    const { ticks, toX } = dotPlot([{ value: 45 }, { value: 45.2 }], 300, 11, 48)
    expect(ticks.every((tick) => Number.isInteger(tick.value))).toBe(true)
    expect(toX(48)).toBeLessThanOrEqual(300)
  })

  it('keeps every dot inside the width', () => {
    const { dots } = dotPlot([{ value: 0 }, { value: 400 }], 200, 10)
    expect(dots.every((dot) => dot.x >= 0 && dot.x <= 200)).toBe(true)
    expect(dotPlot([], 200, 10).dots).toEqual([])
  })
})

describe('spreadLabels', () => {
  it('leaves labels that have room where they are', () => {
    expect(spreadLabels([10, 100, 200], 50, 0, 300)).toEqual([10, 100, 200])
  })

  it('moves touching labels apart around their middle', () => {
    expect(spreadLabels([100, 110, 300], 50, 0, 400)).toEqual([80, 130, 300])
  })

  it('pushes on what a moved group runs into, and stays within the edges', () => {
    expect(spreadLabels([5, 10, 60], 50, 0, 400)).toEqual([0, 50, 100])
    expect(spreadLabels([390, 395], 50, 0, 400)).toEqual([350, 400])
  })

  it('shares the room evenly where there is too little', () => {
    expect(spreadLabels([1, 2, 3], 50, 0, 60)).toEqual([0, 30, 60])
    expect(spreadLabels([], 50, 0, 60)).toEqual([])
  })
})

describe('hatchLines', () => {
  it('stays inside the rectangle and rises at 45 degrees', () => {
    const lines = hatchLines(100, 10, 12, 40, 6)
    expect(lines.length).toBeGreaterThan(5)
    for (const line of lines) {
      expect(line.x1).toBeGreaterThanOrEqual(100)
      expect(line.x2).toBeLessThanOrEqual(112)
      expect(line.y1).toBeLessThanOrEqual(50)
      expect(line.y2).toBeGreaterThanOrEqual(10)
      expect(line.x2 - line.x1).toBeCloseTo(line.y1 - line.y2)
    }
  })

  it('draws nothing where there is no area', () => {
    expect(hatchLines(0, 0, 0, 10, 5)).toEqual([])
    expect(hatchLines(0, 0, 10, 10, 0)).toEqual([])
  })
})

describe('tooltips', () => {
  it('shows names from files as text', () => {
    const html = tooltipHtml('<img src=x onerror=alert(1)>', [
      { name: '"Lamp" & <b>shade</b>', value: "1'200", colour: '"><script>' },
    ])
    expect(html).not.toMatch(/<(img|b>shade|script)/)
    expect(html).toContain('&quot;Lamp&quot; &amp; &lt;b&gt;shade&lt;/b&gt;')
    expect(escapeHtml("it's")).toBe('it&#39;s')
  })
})

describe('tableText', () => {
  it('keeps numbers and disarms formulas', () => {
    expect(
      tableText({
        head: ['Name', 'Units'],
        rows: [
          ['=cmd|calc', '-4.5'],
          ['two\tcells\nin one', '12'],
        ],
      }),
    ).toBe("Name\tUnits\n'=cmd|calc\t-4.5\ntwo cells in one\t12")
  })
})

describe('palette', () => {
  it('reads each token under its name', () => {
    const palette = readPalette((token) => ` value of ${token} `)
    expect(palette.fan80).toBe('value of --fan-80')
    expect(palette.series[7]).toBe('value of --series-8')
  })

  it('tells eight series apart by more than colour', () => {
    const marks = Array.from({ length: 8 }, (_, index) =>
      JSON.stringify([seriesDash(index), seriesMarker(index)]),
    )
    expect(new Set(marks).size).toBe(8)
  })
})
