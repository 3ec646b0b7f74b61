import { expect, test } from 'vitest'
import { currentWork, lastProgress, reportProgress, secondsLeft, whileWorking } from './work'

test('time left follows the pace so far', () => {
  expect(secondsLeft(25, 100, 2000)).toBe(6)
  expect(secondsLeft(99, 100, 9900)).toBe(1)
})
test('there is no time left to tell before anything is done or where the size is unknown', () => {
  expect(secondsLeft(0, 100, 2000)).toBeUndefined()
  expect(secondsLeft(1, 100, 2000)).toBeUndefined()
  expect(secondsLeft(50, 0, 2000)).toBeUndefined()
  expect(secondsLeft(100, 100, 2000)).toBeUndefined()
  expect(secondsLeft(120, 100, 2000)).toBeUndefined()
})

test('the oldest call is the one shown, and the last one clears the progress', async () => {
  let endFirst = (): void => undefined
  let failSecond = (_: Error): void => undefined
  const first = whileWorking('import_files', new Promise<void>((resolve) => (endFirst = resolve)))
  const second = whileWorking('overview', new Promise<void>((_, reject) => (failSecond = reject)))
  reportProgress({ stage: 'import', subject: 'a.csv', done: 1, total: 2 })
  expect(currentWork.value?.name).toBe('import_files')
  endFirst()
  await first
  expect(currentWork.value?.name).toBe('overview')
  expect(lastProgress.value?.progress.subject).toBe('a.csv')
  failSecond(new Error('no'))
  await expect(second).rejects.toThrow('no')
  expect(currentWork.value).toBeUndefined()
  expect(lastProgress.value).toBeUndefined()
})
