import { describe, expect, it } from 'vitest'
import { waterfallBars } from './waterfall'
import type { WaterfallStep } from './waterfall'

const BOX = { width: 420, height: 120, top: 20, gap: 20 }

describe('waterfallBars', () => {
  it('lets each change start where the last bar ended', () => {
    const steps: WaterfallStep[] = [
      { key: 'demand', value: 60, role: 'change' },
      { key: 'safety', value: 40, role: 'change' },
      { key: 'target', value: 100, role: 'total' },
      { key: 'onHand', value: -30, role: 'change' },
      { key: 'order', value: 70, role: 'order' },
    ]
    const { bars, base } = waterfallBars(steps, BOX)
    // 100 units fill the 100 px between the room for figures and the lower edge.
    expect(base).toBe(120)
    expect(bars.map((bar) => [bar.y, bar.height])).toEqual([
      [60, 60],
      [20, 40],
      [20, 100],
      [20, 30],
      [50, 70],
    ])
    expect(bars.map((bar) => bar.level)).toEqual([60, 20, 20, 50, 50])
    expect(bars.map((bar) => bar.x)).toEqual([0, 88, 176, 264, 352])
    expect(bars.map((bar) => bar.down)).toEqual([false, false, false, true, false])
  })

  it('draws what falls below zero under the base line', () => {
    const { bars, base } = waterfallBars(
      [
        { key: 'target', value: 50, role: 'total' },
        { key: 'onHand', value: -100, role: 'change' },
      ],
      BOX,
    )
    expect(base).toBe(70)
    expect(bars[1]).toMatchObject({ y: 20, height: 100, level: 120 })
  })

  it('keeps a step of nothing and one that is no number as a hairline', () => {
    const { bars } = waterfallBars(
      [
        { key: 'demand', value: Number.NaN, role: 'change' },
        { key: 'target', value: 0, role: 'total' },
      ],
      BOX,
    )
    expect(bars.map((bar) => bar.height)).toEqual([1, 1])
    expect(bars.every((bar) => Number.isFinite(bar.y))).toBe(true)
    expect(waterfallBars([], BOX).bars).toEqual([])
  })
})
