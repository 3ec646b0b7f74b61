/** Parameters of a code: what the sentence in `locales/` fills in. */
export type Params = Record<string, unknown>

/** What the engine answers when it refuses: a code, its parameters, and a sentence as last resort. */
export class Failure extends Error {
  readonly code: string
  readonly params: Params

  constructor(code: string, params: Params, message: string) {
    super(message)
    this.name = 'Failure'
    this.code = code
    this.params = params
  }
}

/** Turns whatever was thrown or answered into a `Failure`, so that screens know one shape only. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown
  if (typeof thrown === 'object' && thrown !== null) {
    const { code, params, message } = thrown as Record<string, unknown>
    if (typeof code === 'string') {
      return new Failure(
        code,
        typeof params === 'object' && params !== null ? (params as Params) : {},
        typeof message === 'string' ? message : code,
      )
    }
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return new Failure('unexpected', { message }, message)
}
