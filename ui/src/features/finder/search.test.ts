import { expect, test } from 'vitest'
import { findIn } from './search'

const entries = [
  { id: '1', title: 'Camp lantern L2, oak', also: ['LN2-OAK'] },
  { id: '2', title: 'Oak tray (large)', also: ['TRAY-1'] },
  { id: '3', title: 'Soaking basin', also: ['BAS'] },
  { id: '4', title: '营地灯 橡木', also: ['LN2-OAK-CN', '6901234567892'] },
]
const found = (query: string, most = 9): string => findIn(entries, query, most).map(({ id }) => id).join('')

test('titles that start with it come first, then codes and words, then anywhere', () => {
  // Oak tray; the lantern and the Chinese lamp hold it as a word or inside a code; the basin inside a word.
  expect(found('oak')).toBe('2134')
})
test('every word must be there', () => {
  expect(found('oak lantern')).toBe('1')
  expect(found('oak nothing')).toBe('')
})
test('codes and Chinese are found too, and signs are taken as they are', () => {
  expect(found('ln2')).toBe('14')
  expect(found('橡木')).toBe('4')
  expect(found('69012')).toBe('4')
  expect(found('(large)')).toBe('2')
  expect(found('.*')).toBe('')
})
test('an empty query finds nothing, and there is an end to a list', () => {
  expect(found('  ')).toBe('')
  expect(found('a', 2).length).toBe(2)
})
