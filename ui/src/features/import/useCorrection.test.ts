import { expect, test } from 'vitest'
import type { SheetPreview } from '@/ipc/contract'
import { giveRole, mappingOf, noEdits, roleOf } from './useCorrection'

const column = (name: string, role: string | null): SheetPreview['columns'][number] => ({
  name, header: name, role, evidence: 'known_name', samples: [],
})
const preview = {
  columns: [column('A', 'sku'), column('B', 'name'), column('C', 'options'), column('D', null)],
} as unknown as SheetPreview

test('a role that one column alone can have moves from the column that had it', () => {
  const edits = noEdits()
  giveRole(preview, edits, 'B', 'sku')
  expect(preview.columns.map((one) => roleOf(one, edits))).toEqual([null, 'sku', 'options', null])
  giveRole(preview, edits, 'A', 'name')
  expect(preview.columns.map((one) => roleOf(one, edits))).toEqual(['name', 'sku', 'options', null])
})

test('parts of a name may stand in several columns', () => {
  const edits = noEdits()
  giveRole(preview, edits, 'D', 'options')
  expect(preview.columns.map((one) => roleOf(one, edits))).toEqual(['sku', 'name', 'options', 'options'])
  giveRole(preview, edits, 'D', null)
  expect(roleOf(column('D', 'options'), edits)).toBeNull()
})

test('only what was changed is sent, under the sheet and its headers', () => {
  const edits = noEdits()
  edits.kind = 'stock'
  edits.headerRow = 3
  giveRole(preview, edits, 'D', 'location')
  expect(mappingOf({ file: 'a.xlsx', sheet: '在途', fingerprint: 'ff' }, edits)).toEqual({
    fingerprint: 'ff', file: 'a.xlsx', sheet: '在途', kind: 'stock', header_row: 3,
    columns: [{ header: 'D', role: 'location' }],
  })
  expect(mappingOf({ file: 'a.csv', sheet: null, fingerprint: null }, noEdits())).toEqual({ file: 'a.csv', columns: [] })
})
