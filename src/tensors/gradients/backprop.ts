// The gradient of an objective, as tfjs' engine computes it, but with memory given back on the way: tfjs keeps what the forward
// pass saved, and the gradient of every tensor in between, until the last one is there.
import type * as tf from '@tensorflow/tfjs-core'
import { isFlatIn } from './flat'

type Core = typeof tf

/** What tfjs notes of an operation while a tape runs. */
interface TapeNode {
  kernelName: string
  inputs: Record<string, tf.Tensor>
  outputs: tf.Tensor[]
  gradient?: (dys: (tf.Tensor | null)[]) => Record<string, (() => tf.Tensor) | undefined>
  saved?: tf.Tensor[]
}

/** The parts of tfjs' engine that its types call private. */
interface TapeEngine {
  startTape(): void
  endTape(): void
  state: { activeTape: TapeNode[] | null; gradientDepth: number }
}

/**
 * The objective's value (a scalar) and its gradient with respect to each of `xs`, of their shapes; undefined for those that it does
 * not depend on. The numbers are those of `engine().gradients`, operation by operation, but for the zeros that it would carry back
 * through inputs in which an operation is flat: in a gradient penalty, from the rectifiers' masks to the first layer. Throws where
 * an operation on the way has no gradient, and within another gradient, whose tape would still need what is given back here.
 */
export function backpropagate(
  ops: Core,
  objective: () => tf.Scalar | tf.Tensor,
  xs: readonly tf.Tensor[],
): { value: tf.Tensor; grads: (tf.Tensor | undefined)[] } {
  const engine = ops.engine() as unknown as TapeEngine
  if (engine.state.gradientDepth > 0) throw new Error('backpropagate is for the outermost gradient')
  const tape: TapeNode[] = []
  const record = () => {
    engine.startTape()
    engine.state.activeTape = tape
    try {
      return ops.tidy(objective)
    } finally {
      engine.endTape()
    }
  }
  try {
    return ops.tidy(() => {
      const value = record()
      return { value, grads: walkBack(ops, { tape, value, xs }) }
    })
  } finally {
    tape.forEach(letGo)
    engine.state.activeTape = null
  }
}

function walkBack(
  ops: Core,
  { tape, value, xs }: { tape: TapeNode[]; value: tf.Tensor; xs: readonly tf.Tensor[] },
): (tf.Tensor | undefined)[] {
  const { path, fromXs } = pathBetween(tape, xs, value)
  const { reached } = pathBetween(tape, xs, value, () => true)
  for (const node of tape) if (!path.has(node)) letGo(node)
  const adjoints = new Adjoints(ops, value)
  const wanted = new Set(xs.map(({ id }) => id))
  for (const node of [...path].reverse()) {
    const { inputs, outputs, gradient, kernelName, saved = [] } = node
    if (!gradient) throw new Error(`${kernelName} has no gradient`)
    const inputGradients = gradient(outputs.map(({ id }) => adjoints.of(id) ?? null))
    for (const [name, x] of Object.entries(inputs)) {
      if (!fromXs.has(x.id) || isFlatIn(kernelName, name)) continue
      const adjointOf = inputGradients[name]
      if (!adjointOf) throw new Error(`${kernelName} has no gradient for its input ${name}`)
      const adjoint = ops.tidy(adjointOf)
      if (adjoint.dtype !== 'float32' || !ops.util.arraysEqual(adjoint.shape, x.shape))
        throw new Error(`${kernelName}: the gradient for ${name} is no float32 of shape [${x.shape.join()}]`)
      adjoints.add(x.id, saved.includes(adjoint) ? ops.clone(adjoint) : adjoint)
    }
    letGo(node)
    for (const { id } of outputs) if (!wanted.has(id)) adjoints.drop(id)
  }
  return xs.map(({ id, shape }) => adjoints.of(id) ?? (reached.has(id) ? ops.fill(shape, 0) : undefined))
}

/**
 * The operations through which `value` depends on `xs` by inputs that carry adjoints, in their order, the tensors that depend on `xs`
 * so, and those that `value` depends on so.
 */
function pathBetween(
  tape: readonly TapeNode[],
  xs: readonly tf.Tensor[],
  value: tf.Tensor,
  carries = (node: TapeNode, input: string) => !isFlatIn(node.kernelName, input),
) {
  const carrying = (node: TapeNode) =>
    Object.entries(node.inputs).flatMap(([name, { id }]) => (carries(node, name) ? [id] : []))
  const fromXs = new Set(xs.map(({ id }) => id))
  const depending = tape.filter((node) => {
    const depends = carrying(node).some((id) => fromXs.has(id))
    if (depends) for (const { id } of node.outputs) fromXs.add(id)
    return depends
  })
  const reached = new Set([value.id])
  const needed = depending.reverse().filter((node) => {
    const leads = node.outputs.some(({ id }) => reached.has(id))
    if (leads) for (const id of carrying(node)) reached.add(id)
    return leads
  })
  return { path: new Set(needed.reverse()), fromXs, reached }
}

function letGo({ saved = [] }: TapeNode): void {
  for (const tensor of saved) tensor.dispose()
}

/** Gradients of the tensors on the way, by id. One tensor may be the gradient of several, where an operation hands its own on. */
class Adjoints {
  readonly #ops: Core
  readonly #of = new Map<number, tf.Tensor>()
  readonly #uses = new Map<tf.Tensor, number>()

  constructor(ops: Core, value: tf.Tensor) {
    this.#ops = ops
    this.#put(value.id, ops.ones(value.shape))
  }

  of(id: number): tf.Tensor | undefined {
    return this.#of.get(id)
  }

  add(id: number, adjoint: tf.Tensor): void {
    const sofar = this.#of.get(id)
    if (sofar === undefined) return this.#put(id, adjoint)
    const sum = this.#ops.add(sofar, adjoint)
    this.drop(id)
    if (!this.#uses.has(adjoint)) adjoint.dispose()
    this.#put(id, sum)
  }

  drop(id: number): void {
    const adjoint = this.#of.get(id)
    if (adjoint === undefined) return
    this.#of.delete(id)
    const uses = (this.#uses.get(adjoint) ?? 1) - 1
    if (uses > 0) this.#uses.set(adjoint, uses)
    else {
      this.#uses.delete(adjoint)
      adjoint.dispose()
    }
  }

  #put(id: number, adjoint: tf.Tensor): void {
    this.#of.set(id, adjoint)
    this.#uses.set(adjoint, (this.#uses.get(adjoint) ?? 0) + 1)
  }
}
