import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { i18n } from '@/i18n'
import Chart from './Chart.vue'
import type { Palette } from './palette'
import type { ChartPicture } from './types'

const drawn = vi.hoisted(() => ({
  options: [] as unknown[],
  disposed: 0,
}))
// happy-dom has no canvas: what counts here is what the wrapper asks ECharts for.
vi.mock('./echarts', () => ({
  createChart: () => ({
    setOption: (option: unknown) => drawn.options.push(option),
    resize: () => undefined,
    dispose: () => (drawn.disposed += 1),
    getDataURL: () => 'data:image/png;base64,',
  }),
}))

function open(draw: (palette: Palette) => ChartPicture) {
  return mount(Chart, {
    props: { draw, height: 200, label: 'Sales', fileName: 'sales' },
    global: { plugins: [i18n] },
  })
}

beforeEach(() => {
  i18n.global.locale.value = 'en'
  drawn.options.length = 0
  drawn.disposed = 0
})
afterEach(() => {
  document.documentElement.removeAttribute('data-theme')
  document.documentElement.style.cssText = ''
})

describe('Chart', () => {
  it('draws again in the colours of the theme when that changes', async () => {
    document.documentElement.style.setProperty('--accent', 'teal')
    const chart = open((palette) => ({ option: { color: palette.accent }, table: { head: [], rows: [] } }))
    await flushPromises()
    expect(drawn.options).toEqual([{ color: 'teal' }])
    document.documentElement.style.setProperty('--accent', 'cyan')
    document.documentElement.dataset['theme'] = 'dark'
    await vi.waitFor(() => expect(drawn.options.at(-1)).toEqual({ color: 'cyan' }))
    chart.unmount()
    expect(drawn.disposed).toBe(1)
  })

  it('copies its figures as a table', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    const chart = open(() => ({ option: {}, table: { head: ['Day', 'Sold'], rows: [['2026-08-23', '4']] } }))
    await flushPromises()
    await chart.get('button').trigger('click')
    await flushPromises()
    expect(write).toHaveBeenCalledWith('Day\tSold\n2026-08-23\t4')
    expect(chart.text()).toContain('Copied')
  })
})
