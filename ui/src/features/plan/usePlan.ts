/** The plan under the chosen budget, the seller's edits on it, and their undo. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, ref, shallowRef } from 'vue'
import { call } from '@/ipc/call'
import type { Plan, PlanLine } from '@/ipc/contract'
import { NO_EDITS, remember, reverseOf, stepBack, stepForward } from './edits'
import type { EditHistory, LineChange, LineEdit } from './edits'

// Budget and history outlive the page: who looks at a SKU and comes back finds both as they were.
const budget = ref<string>()
const history = shallowRef<EditHistory>(NO_EDITS)

export function usePlan() {
  const client = useQueryClient()
  const failure = shallowRef<unknown>()
  const key = (amount: string | undefined) => ['plan_get', amount ?? null] as const

  const query = useQuery({
    queryKey: computed(() => key(budget.value)),
    queryFn: () => call('plan_get', { budget: budget.value }),
    placeholderData: keepPreviousData,
  })

  // Edits go to the engine one after the other, so that a late answer cannot overwrite a later one.
  let queue: Promise<void> = Promise.resolve()

  function send(edit: LineEdit, change: LineChange): Promise<void> {
    queue = queue.then(async () => {
      const under = budget.value
      try {
        const { sku, location } = edit
        const plan = await call('plan_edit', { sku, location, budget: under, ...change })
        failure.value = undefined
        client.setQueryData<Plan>(key(under), plan)
        // Other pages and other budgets show the edit when they are next looked at.
        await client.invalidateQueries({
          refetchType: 'none',
          predicate: ({ queryKey }) => queryKey[0] !== 'plan_get' || queryKey[1] !== (under ?? null),
        })
      } catch (thrown) {
        failure.value = thrown
        await query.refetch()
      }
    })
    return queue
  }

  function edit(line: PlanLine, change: LineChange): Promise<void> {
    const { sku, location } = line
    const done: LineEdit = { sku, location, change, back: reverseOf(line, change) }
    history.value = remember(history.value, done)
    return send(done, change)
  }

  function undo(): void {
    const step = stepBack(history.value)
    if (!step) return
    history.value = step.history
    void send(step.edit, step.edit.back)
  }

  function redo(): void {
    const step = stepForward(history.value)
    if (!step) return
    history.value = step.history
    void send(step.edit, step.edit.change)
  }

  return {
    budget,
    plan: query.data,
    failure: computed(() => failure.value ?? query.error.value ?? undefined),
    isLoading: query.isLoading,
    isFetching: query.isFetching,
    reload: () => {
      failure.value = undefined
      void query.refetch()
    },
    edit,
    undo,
    redo,
    canUndo: computed(() => history.value.done.length > 0),
    canRedo: computed(() => history.value.undone.length > 0),
  }
}
