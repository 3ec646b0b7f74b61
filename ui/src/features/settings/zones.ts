/** Time zones by the names of the IANA database, as the seller reads them. */

/** Zones the window knows; the one of the shop is added where it is not among them. */
export function zones(): readonly string[] {
  return Intl.supportedValuesOf('timeZone')
}

/** The zone of this computer. */
export function zoneHere(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** Zones were told otherwise in earlier years. */
const OF_LATE = Date.UTC(2026, 0, 1)

/** `中欧时间 · Europe/Berlin`; a name that the window does not know stays as it is. */
export function zoneLabel(zone: string, locale: string): string {
  try {
    const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'longGeneric' }).formatToParts(OF_LATE)
    const name = parts.find(({ type }) => type === 'timeZoneName')?.value
    return name === undefined || name === zone ? zone : `${name} · ${zone}`
  } catch {
    return zone
  }
}
