import { expect, test } from 'vitest'
import { zoneLabel, zones } from './zones'

test('a zone is named in the language of the window beside its own name', () => {
  expect(zoneLabel('Europe/Berlin', 'en')).toBe('Central European Time · Europe/Berlin')
  expect(zoneLabel('Europe/Berlin', 'zh-CN')).toBe('中欧时间 · Europe/Berlin')
  expect(zones()).toContain('Asia/Shanghai')
})

test('a zone that the window does not know stays as it is', () => {
  expect(zoneLabel('Mars/Olympus', 'en')).toBe('Mars/Olympus')
  expect(zoneLabel('', 'en')).toBe('')
})
