import { describe, expect, it } from 'vitest'
import { useAttempt } from './useAttempt'

describe('an attempt', () => {
  it('keeps why it failed until the next one', async () => {
    const { failure, attempt } = useAttempt()
    expect(await attempt(() => Promise.reject(new Error('no')))).toBe(false)
    expect(failure.value).toEqual(new Error('no'))
    expect(await attempt(() => Promise.resolve())).toBe(true)
    expect(failure.value).toBeUndefined()
  })

  it('is not begun while one runs', async () => {
    const { running, attempt } = useAttempt()
    let finish = (): void => undefined
    let done = 0
    const first = attempt(
      () =>
        new Promise((resolve) => {
          finish = resolve
        }),
    )
    expect(running.value).toBe(true)
    const second = await attempt(async () => {
      done += 1
    })
    expect([second, done]).toEqual([false, 0])
    finish()
    expect(await first).toBe(true)
    expect(running.value).toBe(false)
  })
})
