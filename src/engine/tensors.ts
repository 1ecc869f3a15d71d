// Tensors that outlive a step, by path: each map owns its tensors, so that replacing one frees the old one.
import type { Tensor } from '@tensorflow/tfjs-core'
import type { Ops } from '../kinds/types'

/** Weights, running statistics, optimizer slots or averages by path. Owned: nobody else disposes them. */
export type TensorMap = Map<string, Tensor>

/** A weight, or a running statistic, with all that training had made of it. */
export interface Aside {
  section: 'weights' | 'state'
  path: string
  tensor: Tensor
  average: Tensor | null
  /** By slot name; of the optimizer of that kind. */
  slots: TensorMap
  optimizer: string | null
  count: number
}

/** What edits took the place of, oldest first. */
export type RetainedWeights = Aside[]

/** Puts `tensor` in place; it then belongs to the map, survives any tidy, and what stood there before is freed. */
export function putTensor(ops: Ops, map: TensorMap, path: string, tensor: Tensor): void {
  const old = map.get(path)
  if (old === tensor) return
  map.set(path, ops.keep(tensor))
  old?.dispose()
}

/** The tensor at `path`; a missing one is a bug of the compiler or the engine. */
export function takeTensor(map: TensorMap, path: string): Tensor {
  const tensor = map.get(path)
  if (tensor === undefined) throw new Error(`no tensor at ${path}`)
  return tensor
}

/** Frees one tensor, or all of them. */
export function dropTensors(map: TensorMap, paths: Iterable<string> = [...map.keys()]): void {
  for (const path of paths) {
    map.get(path)?.dispose()
    map.delete(path)
  }
}

/** True where both shapes have the same sizes. */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis])
}
