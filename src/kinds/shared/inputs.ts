// What layers ask of their inputs before they read a shape.
import { fail, succeed, type Result } from '../../lib/result'
import type { TensorType } from '../types'

/** Entries in code-point order of their names: the order that survives canonical JSON, and the one that `many` ports mean. */
export function inOrder<Item>(record: Record<string, Item>): Item[] {
  return Object.entries(record)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, item]) => item)
}

/** The inputs, if all of them are batches of real numbers; else a sentence. Labels and tokens are names, not quantities. */
export function numbersOf<Inputs extends Record<string, TensorType>>(inputs: Inputs): Result<Inputs> {
  for (const [name, type] of Object.entries(inputs)) {
    if (type.domain === 'label' || type.domain === 'tokens') {
      return fail(
        `${name} carries ${type.domain === 'label' ? 'class labels' : 'tokens'}: numbers that are names, not quantities. Turn them into vectors first`,
      )
    }
    if (type.domain === 'scalar')
      return fail(`${name} is a single number without a batch; layers work on batches`)
  }
  return succeed(inputs)
}

/** The one input `x`, if it is a batch of real numbers of the given rank (any rank where none is given). */
export function numbersIn(inputs: { x: TensorType }, rank?: 1 | 3): Result<TensorType> {
  const checked = numbersOf(inputs)
  if (!checked.ok) return checked
  const { x } = inputs
  if (rank === undefined || x.shape.length === rank) return succeed(x)
  return fail(
    rank === 1
      ? `x must be a vector, but it is ${showShape(x.shape)}: put a flatten in front`
      : `x must be a picture (height × width × channels), but it is ${showShape(x.shape)}: put a reshape in front`,
  )
}

/** Number of elements of a sample. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1)
}

/** `7×7×64`; `a single number` for no axes. */
export function showShape(shape: readonly number[]): string {
  return shape.length === 0 ? 'a single number' : shape.join('×')
}
