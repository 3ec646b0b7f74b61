import { defineComponent, h, type PropType, type Slots, type VNode } from 'vue'
import type { Column } from './table'

/**
 * One drawn row of a `DataTable`. A component of its own, so that scrolling draws the rows that came into sight and
 * leaves the others alone: the table hands over its slots as they are, and what a slot reads is followed from here.
 */
export const DataRow = defineComponent({
  name: 'DataRow',
  props: {
    /** A row of the table's own type; only the table's columns and slots look inside. */
    row: { type: null as unknown as PropType<unknown>, required: true },
    columns: { type: Array as PropType<readonly Column<never>[]>, required: true },
    slots: { type: Object as PropType<Slots>, required: true },
    wide: { type: Boolean, required: true },
    /** Undefined where the table has no checkboxes. */
    selected: { type: Boolean as PropType<boolean | undefined>, default: undefined },
    selectLabel: { type: String, required: true },
  },
  emits: ['toggle'],
  setup(props, { emit }) {
    function cell(column: Column<never>): VNode {
      const value = (column as Column<unknown>).value?.(props.row)
      const drawn = props.slots[`cell-${column.key}`]?.({ row: props.row, value }) ?? String(value ?? '·')
      return h(
        'div',
        { key: column.key, role: 'gridcell', class: column.align === 'right' ? 'cell right' : 'cell' },
        drawn,
      )
    }
    function checkbox(): VNode {
      return h('div', { key: ' check', role: 'gridcell', class: 'cell check' }, [
        h('input', {
          type: 'checkbox',
          tabindex: -1,
          checked: props.selected,
          'aria-label': props.selectLabel,
          onChange: () => emit('toggle'),
          onClick: (event: MouseEvent) => event.stopPropagation(),
        }),
      ])
    }
    return () => {
      if (props.wide) {
        const span = props.columns.length + (props.selected === undefined ? 0 : 1)
        return h('div', { role: 'row', class: 'row wide' }, [
          h('div', { role: 'gridcell', class: 'wide-cell', 'aria-colspan': span }, props.slots['wide']?.({ row: props.row })),
        ])
      }
      return h('div', { role: 'row', class: 'row', 'aria-selected': props.selected }, [
        props.selected === undefined ? undefined : checkbox(),
        ...props.columns.map(cell),
      ])
    }
  },
})
