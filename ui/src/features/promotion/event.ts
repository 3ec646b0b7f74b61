/** An event as the page asks for it. */
import type { CalendarEvent, EventRequest, EventRow } from '@/ipc/contract'

export function emptyEvent(): EventRequest {
  return {
    as_of: null,
    name: '',
    code: '',
    market: '',
    starts_on: null,
    ends_on: null,
    skus: [],
    category: '',
    hot_only: false,
    discount: null,
    scale: null,
    probabilities: null,
    after_days: null,
    markdown: null,
    arrival_days: null,
    chance: null,
    ports: [],
    thresholds: null,
  }
}

/** The event of the calendar, planned with what was chosen before. */
export function fromCalendar(event: CalendarEvent, before: EventRequest): EventRequest {
  const { code, name, market, starts_on, ends_on } = event
  return { ...before, code, name, market, starts_on, ends_on }
}

/** `20` typed as per cent is 0.2; nothing typed is null. */
export function shareOf(text: string): number | null {
  const value = Number(text.replace(/[%％]/, ''))
  return text.trim() === '' || !Number.isFinite(value) ? null : value / 100
}

/** `2.5` typed; nothing typed is null. */
export function numberOf(text: string): number | null {
  const value = Number(text)
  return text.trim() === '' || !Number.isFinite(value) ? null : value
}

/** Latest safe day of a way; null where the way or the day is not known. */
export function latestBy(row: EventRow, transport: string): string | null {
  return row.ways.find((way) => way.transport === transport)?.latest_safe ?? null
}

/** Latest safe day of the usual way. */
export function latestUsual(row: EventRow): string | null {
  return row.ways[0]?.latest_safe ?? null
}
