import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { flushPromises, mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { i18n } from '@/i18n'
import type { Batch, SheetPreview, UndoEffects } from '@/ipc/contract'
import { mockHost } from '@/ipc/hosts/mock.test-helper'
import ImportView from './ImportView.vue'

const good: Batch = {
  id: 7,
  file: 'orders 七月.csv',
  path: '/in/orders 七月.csv',
  sheet: null,
  fingerprint: 'aa',
  score: 0.99,
  reasons: [],
  question: null,
  system: 'template',
  kind: 'orders',
  rows: 3,
  accepted: 2,
  changed: 0,
  rejected: 1,
  unchanged: 0,
  problems: [{ row: 3, column: 'sku', code: 'sku_damaged', params: { value: '1.23E+18' }, rejects: true, message: '' }],
  problem_count: 1,
  notes: [],
  columns: [{ header: '货号', role: 'sku', evidence: 'template_header' }],
  failure: null,
  imported_at: '2026-08-24T08:00:00Z',
  undone: false,
}
const waiting: Batch = {
  ...good,
  id: null,
  file: 'mystery.xlsx',
  path: '/in/mystery.xlsx',
  sheet: '在途',
  fingerprint: 'bb',
  score: 0.31,
  question: 'not_recognised',
  rows: 0,
  accepted: 0,
  rejected: 0,
  problems: [],
  problem_count: 0,
}
const preview: SheetPreview = {
  file: 'mystery.xlsx',
  sheet: '在途',
  fingerprint: 'bb',
  header_row: 3,
  system: 'generic',
  kind: 'purchase_orders',
  score: 0.31,
  reasons: [{ code: 'names_known', params: { columns: '单号' } }],
  columns: [
    { name: '单号', header: '单号', role: 'po_number', evidence: 'known_name', samples: ['PO-0817', 'PO-0818'] },
    { name: '件', header: '件', role: null, evidence: 'not_used', samples: ['480', '1000'] },
  ],
  roles: [
    { role: 'po_number', required: true },
    { role: 'quantity', required: true },
  ],
  missing: ['quantity'],
  open_dates: [],
  lines: [],
  shown_roles: [],
  rows: [],
  row_count: 0,
  rejected: 0,
  problems: [],
  problem_count: 0,
}
const corrected: SheetPreview = {
  ...preview,
  columns: [preview.columns[0]!, { ...preview.columns[1]!, role: 'quantity', evidence: 'mapping' }],
  missing: [],
  shown_roles: ['po_number', 'quantity'],
  rows: [['PO-0817', '480']],
  row_count: 346,
  rejected: 2,
  problems: [{ row: 57, column: '件', code: 'bad_quantity', params: { value: 'x' }, rejects: true, message: '' }],
  problem_count: 2,
}
const nothing: UndoEffects = { batch: 7, removed: [], put_back: [], dependents: [] }

async function open(answers: Parameters<typeof mockHost>[0]) {
  i18n.global.locale.value = 'zh-CN'
  const host = mockHost(
    {
      import_history: () => ({ batches: [] }),
      mapping_list: () => ({ mappings: [] }),
      import_preview: ({ mapping }) => (mapping?.columns.length ? corrected : preview),
      import_undo: ({ batch }) => ({ batch, removed: 2 }),
      ...answers,
    },
    [
      { name: 'orders 七月.csv', path: '/in/orders 七月.csv' },
      { name: 'mystery.xlsx', path: '/in/mystery.xlsx' },
    ],
  )
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)*', name: 'codes', component: { template: '<i />' } }],
  })
  const page = mount(ImportView, {
    global: { plugins: [i18n, router, [VueQueryPlugin, { queryClient: new QueryClient() }]] },
  })
  await page.get('[data-test=choose-files]').trigger('click')
  await flushPromises()
  const asked = (name: string) => host.calls.filter((one) => one.name === name).map(({ request }) => request)
  return { page, asked }
}

test('files are chosen and read, a sheet that is not clear waits with its guess and is read as corrected', async () => {
  const { page, asked } = await open({
    import_files: ({ only }) => ({
      batches: only === undefined ? [good, waiting] : [{ ...waiting, id: 9, question: null, accepted: 344, rejected: 2 }],
      pictures: null,
      seconds: 0.5,
    }),
  })
  expect(asked('import_files')).toEqual([
    { paths: ['/in/orders 七月.csv', '/in/mystery.xlsx'], dry_run: false, ask: true },
  ])
  const panel = page.get('[data-test=correction]')
  expect(panel.text()).toContain('PO-0817 · PO-0818')
  expect(panel.text()).toContain('还缺：数量')
  expect(panel.get('[data-test=correction-import]').attributes('disabled')).toBeDefined()

  await panel.get('[data-test="role-件"]').setValue('quantity')
  await flushPromises()
  expect(asked('import_preview').at(-1)).toMatchObject({
    path: '/in/mystery.xlsx', file: 'mystery.xlsx', sheet: '在途',
    mapping: { fingerprint: 'bb', columns: [{ header: '件', role: 'quantity' }] },
  })
  expect(page.get('[data-test=correction-rows]').text()).toContain('480')
  const confirm = page.get('[data-test=correction-import]')
  expect(confirm.text()).toBe('导入读得懂的 344 行')
  await confirm.trigger('click')
  await flushPromises()
  expect(asked('import_files').at(-1)).toEqual({
    paths: ['/in/mystery.xlsx'],
    dry_run: false,
    mapping: [{ fingerprint: 'bb', file: 'mystery.xlsx', sheet: '在途', columns: [{ header: '件', role: 'quantity' }] }],
    remember: true,
    only: [{ file: 'mystery.xlsx', sheet: '在途' }],
  })
  expect(page.find('[data-test=correction]').exists()).toBe(false)
  expect(page.get('[data-test=import-report]').text()).toContain('344')
})

test('a sheet that is left out is not read, and what was left out of another is shown', async () => {
  const { page, asked } = await open({
    import_files: () => ({ batches: [good, waiting], pictures: null, seconds: 0.5 }),
  })
  await page.get('[data-test=correction-skip]').trigger('click')
  await flushPromises()
  expect(asked('import_files')).toHaveLength(1)
  expect(page.find('[data-test=correction]').exists()).toBe(false)
  expect(page.get('[data-test=import-report]').text()).toContain('跳过')
  expect(page.text()).toContain('第 3 行，sku')
  expect(page.text()).toContain('1.23E+18')
})

test('an import that nothing stands on is taken back at once', async () => {
  const { page, asked } = await open({
    import_files: () => ({ batches: [good], pictures: null, seconds: 0.5 }),
    import_effects: () => nothing,
  })
  await page.findAll('[data-test=import-report] button').find((one) => one.text() === '撤销')?.trigger('click')
  await flushPromises()
  expect(asked('import_undo')).toEqual([{ batch: 7 }])
  expect(page.get('[data-test=import-report]').text()).toContain('已撤销')
})

test('what stands on an import is said before it goes, and the seller may keep it', async () => {
  HTMLDialogElement.prototype.showModal ??= () => undefined
  const { page, asked } = await open({
    import_files: () => ({ batches: [{ ...good, changed: 0 }], pictures: null, seconds: 0.5 }),
    import_effects: () => ({
      ...nothing,
      removed: [{ entity: 'sku', count: 12 }],
      dependents: [{ code: 'order_line_of_sku', batch: 8, file: 'orders.csv', kind: 'orders', count: 340 }],
    }),
  })
  const undo = () => page.findAll('[data-test=import-report] button').find((one) => one.text() === '撤销')
  await undo()?.trigger('click')
  await flushPromises()
  expect(asked('import_undo')).toEqual([])
  expect(page.get('[data-test=undo-effects]').text()).toContain('340 行订单')
  await page.findAll('button').find((one) => one.text() === '不撤销')?.trigger('click')
  expect(page.find('[data-test=undo-effects]').exists()).toBe(false)
  await undo()?.trigger('click')
  await flushPromises()
  await page.get('[data-test=undo-anyway]').trigger('click')
  await flushPromises()
  expect(asked('import_undo')).toEqual([{ batch: 7 }])
})

test('a file that changed earlier facts says what they were', async () => {
  const { page } = await open({
    import_files: () => ({ batches: [{ ...good, changed: 1 }], pictures: null, seconds: 0.5 }),
    import_changes: () => ({
      batch: 7,
      rows: 1,
      changes: [{ entity: 'order_line', name: '1001', sku: 'A', field: 'status', before: 'open', after: 'shipped' }],
    }),
  })
  await flushPromises()
  const changes = page.get('[data-test=import-changes]').text()
  expect(changes).toContain('1001')
  expect(changes).toContain('未发货')
  expect(changes).toContain('已发货')
})
