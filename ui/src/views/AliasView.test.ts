import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { flushPromises, mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { i18n } from '@/i18n'
import { mockHost } from '@/ipc/hosts/mock.test-helper'
import AliasView from './AliasView.vue'

test('codes that look alike are joined into the one chosen, and taken apart again', async () => {
  i18n.global.locale.value = 'en'
  const sku = (code: string, orders: number) => ({ sku: code, name: 'Lantern', system: 'shopify', orders })
  let joined = false
  const done = { moved: 3, conflicts: 0, stays: 0 }
  const host = mockHost({
    alias_list: () => ({
      aliases: joined
        ? [{ code: 'LN2', sku: 'ln2', joined_at: '2026-08-24T08:00:00Z', moved: 3, rows_since: 0 }]
        : [],
      suggestions: joined ? [] : [{ reason: 'letters', skus: [sku('LN2', 9), sku('ln2', 3)] }],
    }),
    alias_join: ({ code, sku: into }) => {
      joined = true
      return { code, sku: into, ...done }
    },
    alias_split: ({ code }) => {
      joined = false
      return { code, sku: 'ln2', ...done }
    },
  })
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)*', name: 'import', component: { template: '<i />' } }],
  })
  const page = mount(AliasView, {
    global: { plugins: [i18n, router, [VueQueryPlugin, { queryClient: new QueryClient() }]] },
  })
  await flushPromises()
  await page.findAll('[data-test=alike] input')[1]?.setValue()
  await page.get('[data-test=join]').trigger('click')
  await flushPromises()
  expect(host.calls.find(({ name }) => name === 'alias_join')?.request).toEqual({ code: 'LN2', sku: 'ln2' })
  expect(page.find('[data-test=alike]').exists()).toBe(false)
  await page.get('[data-test=split]').trigger('click')
  await flushPromises()
  expect(host.calls.find(({ name }) => name === 'alias_split')?.request).toEqual({ code: 'LN2' })
  expect(page.find('[data-test=alike]').exists()).toBe(true)
})
