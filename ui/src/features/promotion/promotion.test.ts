import { expect, it } from 'vitest'
import type { CalendarEvent, EventRow } from '@/ipc/contract'
import { byDays, emptyEvent, fromCalendar, latestBy, latestUsual } from './event'

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

it('shows an event once where its days are the same in several markets', () => {
  const event = (market: string, starts_on: string, id: number | null = null) =>
    ({ id, code: 'mothers_day', name: '', market, starts_on, ends_on: starts_on }) as CalendarEvent
  const groups = byDays([
    event('US', '2027-05-09'),
    event('GB', '2027-03-07'),
    event('DE', '2027-05-09'),
    event('AU', '2027-05-09', 7),
  ])
  expect(groups.map((group) => [group.event.market, group.each.map((one) => one.market)])).toEqual([
    ['', ['US', 'DE']],
    ['GB', ['GB']],
    ['AU', ['AU']],
  ])
})
