import type { ChartOption } from './echarts'

/** The figures behind a chart, ready to be copied as a table. */
export interface ChartTable {
  head: string[]
  rows: string[][]
}

/** What a chart function answers: the picture and the same figures as a table. */
export interface ChartPicture {
  option: ChartOption
  table: ChartTable
}

/** One point of a forecast fan: the median with the 50, 80 and 95 % bands. */
export interface FanPoint {
  /** ISO day, `2026-11-24`. */
  day: string
  median: number
  low50: number
  high50: number
  low80: number
  high80: number
  low95: number
  high95: number
}

/** A run of days, both ends included. */
export interface DayRange {
  from: string
  to: string
}

/** How figures and days are written; the caller binds them to the language. */
export interface ChartWords {
  number: (value: number) => string
  /** A day with its year where it helps, from an ISO day. */
  day: (iso: string) => string
  /** A short month for the axis, from milliseconds of a UTC midnight. */
  month: (ms: number) => string
}

/** Milliseconds of the UTC midnight that opens an ISO day. */
export function dayMs(iso: string): number {
  return Date.parse(`${iso.slice(0, 10)}T00:00:00Z`)
}

/** ISO day of a UTC time in milliseconds. */
export function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

export const DAY_MS = 86_400_000
