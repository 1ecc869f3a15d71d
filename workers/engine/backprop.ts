// The gradient of an objective, as tfjs' engine computes it, but with memory given back on the way: tfjs keeps what the forward
// pass saved, and the gradient of every tensor in between, until the last one is there.
import type * as tf from '@tensorflow/tfjs-core'

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
 * not depend on. The numbers are those of `engine().gradients`, operation by operation. Throws where an operation on the way has no
 * gradient, and within another gradient, whose tape would still need what is given back here.
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
  for (const node of tape) if (!path.has(node)) letGo(node)
  const slopes = new Slopes(ops, value)
  const wanted = new Set(xs.map(({ id }) => id))
  for (const node of [...path].reverse()) {
    const { inputs, outputs, gradient, kernelName, saved = [] } = node
    if (!gradient) throw new Error(`${kernelName} has no gradient`)
    const inputGradients = gradient(outputs.map(({ id }) => slopes.of(id) ?? null))
    for (const [name, x] of Object.entries(inputs)) {
      if (!fromXs.has(x.id)) continue
      const slopeOf = inputGradients[name]
      if (!slopeOf) throw new Error(`${kernelName} has no gradient for its input ${name}`)
      const slope = ops.tidy(slopeOf)
      if (slope.dtype !== 'float32' || !ops.util.arraysEqual(slope.shape, x.shape))
        throw new Error(`${kernelName}: the gradient for ${name} is no float32 of shape [${x.shape.join()}]`)
      slopes.add(x.id, saved.includes(slope) ? ops.clone(slope) : slope)
    }
    letGo(node)
    for (const { id } of outputs) if (!wanted.has(id)) slopes.drop(id)
  }
  return xs.map(({ id }) => slopes.of(id))
}

/** The operations through which `value` depends on `xs`, in their order, and the tensors that depend on `xs`. */
function pathBetween(tape: readonly TapeNode[], xs: readonly tf.Tensor[], value: tf.Tensor) {
  const fromXs = new Set(xs.map(({ id }) => id))
  const depending = tape.filter(({ inputs, outputs }) => {
    const depends = Object.values(inputs).some(({ id }) => fromXs.has(id))
    if (depends) for (const { id } of outputs) fromXs.add(id)
    return depends
  })
  const toValue = new Set([value.id])
  const needed = depending.reverse().filter(({ inputs, outputs }) => {
    const leads = outputs.some(({ id }) => toValue.has(id))
    if (leads) for (const { id } of Object.values(inputs)) toValue.add(id)
    return leads
  })
  return { path: new Set(needed.reverse()), fromXs }
}

function letGo({ saved = [] }: TapeNode): void {
  for (const tensor of saved) tensor.dispose()
}

/** Gradients of the tensors on the way, by id. One tensor may be the gradient of several, where an operation hands its own on. */
class Slopes {
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

  add(id: number, slope: tf.Tensor): void {
    const sofar = this.#of.get(id)
    if (sofar === undefined) return this.#put(id, slope)
    const sum = this.#ops.add(sofar, slope)
    this.drop(id)
    if (!this.#uses.has(slope)) slope.dispose()
    this.#put(id, sum)
  }

  drop(id: number): void {
    const slope = this.#of.get(id)
    if (slope === undefined) return
    this.#of.delete(id)
    const uses = (this.#uses.get(slope) ?? 1) - 1
    if (uses > 0) this.#uses.set(slope, uses)
    else {
      this.#uses.delete(slope)
      slope.dispose()
    }
  }

  #put(id: number, slope: tf.Tensor): void {
    this.#of.set(id, slope)
    this.#uses.set(slope, (this.#uses.get(slope) ?? 0) + 1)
  }
}
