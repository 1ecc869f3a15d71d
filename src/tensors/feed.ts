// Tensors whose numbers change from step to step, and what makes them: a replayed step makes them again and nothing else.
import type { Tensor } from '@tensorflow/tfjs-core'
import type { Ops } from '../kinds/types'

/** The numbers that a step needs, given the step's number; whatever else they depend on is read when it is called. */
export type Produce = (step: number) => Float32Array | Int32Array

const producers = new WeakMap<object, Produce>()

/** A tensor of what `produce` makes for `step`. */
export function feed(
  ops: Pick<Ops, 'tensor'>,
  produce: Produce,
  { step, shape, dtype }: { step: number; shape: readonly number[]; dtype: 'float32' | 'int32' },
): Tensor {
  const tensor = ops.tensor(produce(step), [...shape], dtype)
  producers.set(tensor.dataId, produce)
  return tensor
}

/** What made the numbers of a tensor's data, where `feed` did. */
export function producerOf(dataId: object): Produce | undefined {
  return producers.get(dataId)
}

/**
 * A number that changes from step to step, to compute with: a tensor that a replay makes anew, where the backend can replay,
 * and the plain number elsewhere.
 */
export function numberNow(ops: Ops, of: () => number): Tensor | number {
  if (!('recorder' in ops.backend())) return of()
  return feed(ops, () => Float32Array.of(of()), { step: 0, shape: [], dtype: 'float32' })
}
