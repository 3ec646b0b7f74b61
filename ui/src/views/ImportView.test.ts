import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { flushPromises, mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { i18n } from '@/i18n'
import type { Batch } from '@/ipc/contract'
import { mockHost } from '@/ipc/hosts/mock.test-helper'
import ImportView from './ImportView.vue'

const good: Batch = {
  id: 7,
  file: 'orders 七月.csv',
  sheet: null,
  system: 'template',
  kind: 'orders',
  rows: 3,
  accepted: 2,
  rejected: 1,
  unchanged: 0,
  problems: [{ row: 3, column: 'sku', code: 'sku_damaged', params: { value: '1.23E+18' }, rejects: true, message: '' }],
  problem_count: 1,
  notes: [],
  columns: [{ header: '货号', role: 'sku', evidence: 'header' }],
  failure: null,
  imported_at: '2026-08-24T08:00:00Z',
  undone: false,
}
const unread: Batch = {
  ...good,
  id: null,
  file: 'mystery.xlsx',
  system: null,
  kind: null,
  rows: 0,
  accepted: 0,
  rejected: 0,
  problems: [],
  problem_count: 0,
  columns: [],
  failure: { code: 'sheet_not_recognised', params: { headers: 'a, b' } },
}

test('files are chosen, read, shown with their problems, read again as another kind, and taken back', async () => {
  i18n.global.locale.value = 'zh-CN'
  const host = mockHost(
    {
      import_files: (request) =>
        request.kind === undefined
          ? { batches: [good, unread], seconds: 0.5 }
          : { batches: [{ ...good, id: 8, file: 'mystery.xlsx', kind: request.kind }], seconds: 0.1 },
      import_history: () => ({ batches: [] }),
      import_undo: ({ batch }) => ({ batch, removed: 2 }),
    },
    [
      { name: 'orders 七月.csv', path: '/in/orders 七月.csv' },
      { name: 'mystery.xlsx', path: '/in/mystery.xlsx' },
    ],
  )
  const page = mount(ImportView, {
    global: { plugins: [i18n, [VueQueryPlugin, { queryClient: new QueryClient() }]] },
  })
  await page.get('[data-test=choose-files]').trigger('click')
  await flushPromises()
  expect(host.calls.find(({ name }) => name === 'import_files')?.request).toEqual({
    paths: ['/in/orders 七月.csv', '/in/mystery.xlsx'],
    dry_run: false,
  })
  expect(page.text()).toContain('第 3 行，sku')
  expect(page.text()).toContain('1.23E+18')

  await page.get('[data-test=import-report] select').setValue('stock')
  await flushPromises()
  expect(host.calls.filter(({ name }) => name === 'import_files').at(-1)?.request).toEqual({
    paths: ['/in/mystery.xlsx'],
    dry_run: false,
    kind: 'stock',
  })
  expect(page.find('[data-test=import-report] select').exists()).toBe(false)

  const undo = page.findAll('[data-test=import-report] button').find((button) => button.text() === '撤销')
  await undo?.trigger('click')
  await flushPromises()
  expect(host.calls.find(({ name }) => name === 'import_undo')?.request).toEqual({ batch: 7 })
  expect(page.get('[data-test=import-report]').text()).toContain('已撤销')
})
