// Which operations carry a derivative, by input and order: the table in code, and what the contract differentiates of it.
import type * as tf from '@tensorflow/tfjs-core'
import type { Ops } from '../../kinds/types'
import { repairGradients } from '../../tensors/gradients/table'
import { differentiate } from './gradientCheck'
import { asKind } from './operationCheck'
import { operations } from './operations/all'

type Core = typeof tf

/** A gradient of the table. */
export interface Derivative {
  operation: string
  /** The inputs by which a check differentiates it, and those by which one differentiates that again. */
  orders: { 1: string[]; 2: string[] }
  /** The check that differentiates it beside the fewest others; empty where none does. */
  shownBy: string
}

/** The operations for which the table registers a gradient, in the order of the alphabet. */
function operationsWithGradient(core: Core): string[] {
  const names = new Set<string>()
  repairGradients({ ...core, registerGradient: ({ kernelName }) => void names.add(kernelName) })
  return [...names].sort()
}

/**
 * Runs the contract's operations, without comparing anything, and notes what they differentiate. The backends cpu, wasm and webgpu
 * must have been started: each has kernels of its own.
 */
export async function collectDerivatives(ops: Ops): Promise<Derivative[]> {
  const names = operationsWithGradient(ops)
  const seen = new Map(names.map((name) => [name, { 1: new Set<string>(), 2: new Set<string>() }]))
  const reached = new Map<string, Set<string>>()
  for (const backend of ['cpu', 'wasm', 'webgpu']) {
    await ops.setBackend(backend)
    for (const [check, one] of Object.entries(operations)) {
      if (backend === 'webgpu' && !one.onGpu) continue
      const found = reached.get(check) ?? new Set()
      reached.set(check, found)
      const stop = watchGradients(ops, names, (operation, input, order) => {
        // Inputs of operations that take many are numbered.
        seen.get(operation)![order].add(/^\d+$/.test(input) ? 'each' : input)
        found.add(operation)
      })
      const { kind, ...given } = asKind(check, one)
      differentiate(ops, kind, given.one, { filled: given.filled, train: true })
      stop()
    }
  }
  const narrowest = [...reached].sort(([, a], [, b]) => a.size - b.size)
  return [...seen].map(([operation, orders]) => ({
    operation,
    orders: { 1: [...orders[1]].sort(), 2: [...orders[2]].sort() },
    shownBy: narrowest.find(([, found]) => found.has(operation))?.[0] ?? '',
  }))
}

/** Calls `note` whenever a gradient is taken by an input: of order 2 where it is itself differentiated. Returns how to stop. */
function watchGradients(
  core: Core,
  names: readonly string[],
  note: (operation: string, input: string, order: 1 | 2) => void,
): () => void {
  const undo = names.map((name) => {
    const config = core.getGradient(name)
    if (!config) throw new Error(`no gradient of ${name}`)
    const { gradFunc } = config
    config.gradFunc = (dy, saved, attributes) => {
      const order = core.engine().state.gradientDepth > 0 ? 2 : 1
      const inputs = Object.entries(gradFunc(dy, saved, attributes)).map(([input, gradient]) => {
        const noted = () => {
          note(name, input, order)
          return gradient()
        }
        return [input, noted] as const
      })
      return Object.fromEntries(inputs)
    }
    return () => {
      config.gradFunc = gradFunc
    }
  })
  return () => undo.forEach((restore) => restore())
}
