import { describe, expect, test } from 'vitest'
import { createShortcuts, isTyping, SEQUENCE_MS, type Pressed } from './keys'

const press = (key: string, more: Partial<Pressed> = {}): Pressed => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
})

describe('shortcuts', () => {
  const names = ['mod+k', 'g t', 'g p', '/', '?', 'p']

  test('two keys in a row', () => {
    const recognise = createShortcuts(names)
    expect(recognise(press('g'), 0)).toBeUndefined()
    expect(recognise(press('t'), 400)).toBe('g t')
    expect(recognise(press('t'), 500)).toBeUndefined()
  })
  test('the second key too late counts alone', () => {
    const recognise = createShortcuts(names)
    recognise(press('g'), 0)
    expect(recognise(press('p'), SEQUENCE_MS + 1)).toBe('p')
  })
  test('an unknown second key is forgotten with the first', () => {
    const recognise = createShortcuts(names)
    recognise(press('g'), 0)
    expect(recognise(press('/'), 100)).toBe('/')
    expect(recognise(press('t'), 200)).toBeUndefined()
  })
  test('Ctrl and ⌘ are one, and break a sequence', () => {
    const recognise = createShortcuts(names)
    expect(recognise(press('K', { metaKey: true }), 0)).toBe('mod+k')
    recognise(press('g'), 10)
    expect(recognise(press('k', { ctrlKey: true }), 20)).toBe('mod+k')
    expect(recognise(press('t'), 30)).toBeUndefined()
  })
  test('Alt belongs to the system', () => {
    expect(createShortcuts(names)(press('/', { altKey: true }), 0)).toBeUndefined()
  })
})

test('letters typed into fields are no shortcuts, those on checkboxes are', () => {
  const input = document.createElement('input')
  expect(isTyping(input)).toBe(true)
  input.type = 'checkbox'
  expect(isTyping(input)).toBe(false)
  expect(isTyping(document.createElement('select'))).toBe(true)
  expect(isTyping(document.createElement('button'))).toBe(false)
  expect(isTyping(null)).toBe(false)
})
