/** What becomes of a plan: kept as a version, marked as ordered, received. Each act can be taken back. */
import { useQueryClient } from '@tanstack/vue-query'
import { shallowRef } from 'vue'
import { call } from '@/ipc/call'
import type { ReceiveRequest } from '@/ipc/contract'
import { useAttempt } from '@/ipc/useAttempt'

/** What was done last, so that it can be said and taken back. */
export interface Done {
  batch: number
  kind: 'ordered' | 'received'
  orders: number
  units: number
}

export function useOrdering(budget: () => string | undefined) {
  const client = useQueryClient()
  const done = shallowRef<Done>()
  const { running, failure, attempt } = useAttempt()

  async function act(work: () => Promise<Done | undefined>): Promise<void> {
    await attempt(async () => {
      done.value = await work()
      await client.invalidateQueries()
    })
  }

  /** Marks the lines of one supplier, or of all, as ordered. */
  const order = (supplier?: string): Promise<void> =>
    act(async () => {
      const { batch, orders } = await call('plan_order', { budget: budget(), supplier })
      const units = orders.reduce((sum, each) => sum + each.units, 0)
      return { batch, kind: 'ordered', orders: orders.length, units }
    })

  const receive = (request: ReceiveRequest): Promise<void> =>
    act(async () => {
      const { batch, units } = await call('goods_receive', request)
      return { batch, kind: 'received', orders: 1, units }
    })

  const takeBack = (): Promise<void> =>
    act(async () => {
      if (done.value !== undefined) await call('import_undo', { batch: done.value.batch })
      return undefined
    })

  return { done, failure, running, order, receive, takeBack }
}
