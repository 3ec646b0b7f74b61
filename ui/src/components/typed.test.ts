import { expect, test } from 'vitest'
import { shownShare, typedNumber, typedShare } from './typed'

test('numbers are read as people write them', () => {
  expect(['2.5', '2,5', ' 7 ', '7%', '7％'].map(typedNumber)).toEqual([2.5, 2.5, 7, 7, 7])
  expect(['', ' ', '%', 'much', '1e999'].map(typedNumber)).toEqual(Array(5).fill(undefined))
})

test('a share comes back as it was typed', () => {
  expect(['20', '7.5%', '7', '0.07'].map(typedShare)).toEqual([0.2, 0.075, 0.07, 0.0007])
  for (const typed of ['7', '0.07', '33.3', '57', '100']) expect(shownShare(typedShare(typed) ?? NaN)).toBe(typed)
})
