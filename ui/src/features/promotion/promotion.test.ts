import { describe, expect, it } from 'vitest'
import type { CalendarEvent, EventRow } from '@/ipc/contract'
import { emptyEvent, fromCalendar, latestBy, latestUsual, numberOf, shareOf } from './event'

describe('what is typed', () => {
  it('reads a discount as per cent', () => {
    expect(shareOf('20')).toBe(0.2)
    expect(shareOf('7.5%')).toBe(0.075)
    expect(shareOf('')).toBeNull()
    expect(shareOf('much')).toBeNull()
  })

  it('leaves the scale open where nothing is typed', () => {
    expect(numberOf('2.5')).toBe(2.5)
    expect(numberOf(' ')).toBeNull()
  })
})

it('an event of the calendar keeps what was chosen before', () => {
  const event = { code: 'black_friday', name: '', market: 'US', starts_on: '2026-11-27', ends_on: '2026-11-30' }
  const asked = fromCalendar(event as CalendarEvent, { ...emptyEvent(), discount: 0.2 })
  expect(asked).toMatchObject({ ...event, discount: 0.2 })
})

it('finds the latest day by way', () => {
  const row = {
    ways: [
      { transport: 'rail', latest_safe: '2026-09-01' },
      { transport: 'air', latest_safe: null },
    ],
  } as EventRow
  expect([latestUsual(row), latestBy(row, 'air'), latestBy(row, 'sea')]).toEqual(['2026-09-01', null, null])
})
