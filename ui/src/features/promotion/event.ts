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

/** Latest safe day of a way; null where the way or the day is not known. */
export function latestBy(row: EventRow, transport: string): string | null {
  return row.ways.find((way) => way.transport === transport)?.latest_safe ?? null
}

/** Latest safe day of the usual way. */
export function latestUsual(row: EventRow): string | null {
  return row.ways[0]?.latest_safe ?? null
}

/** An event as the calendar shows it: once where its days are the same in several markets. */
export interface EventGroup {
  readonly key: string
  /** The event for all buyers where it has several markets, else itself. */
  readonly event: CalendarEvent
  readonly each: readonly CalendarEvent[]
}

/** Joins the markets in which an event has the same days; what the seller changed stands alone. */
export function byDays(events: readonly CalendarEvent[]): EventGroup[] {
  const groups = new Map<string, CalendarEvent[]>()
  for (const event of events) {
    const { id, code, name, market, starts_on, ends_on } = event
    const own = id === null && market !== '' ? '' : `${id ?? market}`
    const key = [code, name, starts_on, ends_on, own].join('/')
    groups.set(key, [...(groups.get(key) ?? []), event])
  }
  return [...groups].flatMap(([key, each]) => {
    const first = each[0]
    if (first === undefined) return []
    return [{ key, event: each.length > 1 ? { ...first, market: '' } : first, each }]
  })
}
