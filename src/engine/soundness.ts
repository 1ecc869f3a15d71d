// Whether a model still consists of numbers and, where it does not, which player and which layer brought that about.
import type { Tensor } from '@tensorflow/tfjs-core'
import type { PlayerStep } from '../compiler/program/program'
import type { Ops } from '../kinds/types'
import type { Divergence } from './types'
import { phaseOf, stepsOf } from './curves'
import type { Place } from './evaluate'
import { takeSnapshot, returnToSnapshot, type Snapshot } from './snapshot'
import { optimizerOf, type Model } from './model'
import { differentiate, runStep } from './step'
import { takeTensor } from './tensors'

/**
 * Players of whose gradients one was no number, ever since they began to train: what an optimizer remembers of gradients
 * (the weights themselves, where it remembers nothing) keeps that for good. So no step has to look, and none waits.
 */
export async function unsoundPlayers(
  model: Model,
  players: readonly string[] = Object.keys(model.program.players),
): Promise<string[]> {
  const sizes = players.map((id) => model.ops.tidy(() => rememberedSize(model, id)))
  const numbers = await readNumbers(sizes)
  return players.filter((_, index) => !Number.isFinite(numbers[index]))
}

/**
 * Goes back to `snapshot` and makes its steps again, one by one, until something is no number. The model is left there. Null
 * where nothing is found: the program or the weights were changed by hand since.
 */
export async function locateDivergence(
  model: Model,
  snapshot: Snapshot,
  advance: () => unknown,
): Promise<Divergence | null> {
  const end = model.step
  if (!returnToSnapshot(model, snapshot)) return null
  while (model.step < end) {
    // Where reading back takes no turn of the event loop, nobody who asks meanwhile would be answered.
    await new Promise((resolve) => setTimeout(resolve, 0))
    const before = takeSnapshot(model)
    try {
      const steps = stepsOf(phaseOf(model.program, model.round))[model.position] ?? []
      const { step } = model
      advance()
      if (model.step === step || (await stillSound(model, steps))) continue
      returnToSnapshot(model, before)
      return await inspectStep(model, steps)
    } finally {
      before.release()
    }
  }
  return null
}

async function stillSound(model: Model, steps: readonly PlayerStep[]): Promise<boolean> {
  const sums = [...model.objectives.values()].map(({ sum }) => sum)
  model.objectives.clear()
  const losses = await readNumbers(sums)
  if (!losses.every(Number.isFinite)) return false
  const unsound = await unsoundPlayers(
    model,
    steps.map(({ player }) => player),
  )
  return unsound.length === 0
}

interface Size {
  place: Place
  size: Tensor
}

/** What the next step computes, in the order in which it does: the first thing that is no number is where it began. */
async function inspectStep(model: Model, steps: readonly PlayerStep[]): Promise<Divergence | null> {
  const { ops, program, round } = model
  for (const step of steps) {
    const { player } = step
    const paths = program.players[player]?.weights ?? []
    const made: Size[] = []
    const slopes: Size[] = []
    ops.tidy(() => {
      const watch = (place: Place, tensor: Tensor) => made.push({ place, size: keepSize(ops, tensor) })
      const { gradients } = differentiate(model, step, watch)
      gradients.forEach((gradient, index) => {
        if (gradient) slopes.push({ place: placeOf(paths[index] ?? ''), size: keepSize(ops, gradient) })
      })
    })
    const order = made.map(({ place }) => nameOf(place))
    const [broken] = await unfinite(made)
    if (broken) return { player, round, of: 'loss', place: broken }
    // A gradient runs from the loss towards the input: of all that are no numbers, the layer that ran last began it.
    const bad = (await unfinite(slopes)).sort((a, b) => order.indexOf(nameOf(b)) - order.indexOf(nameOf(a)))
    if (bad[0]) return { player, round, of: 'gradient', place: bad[0] }
  }
  runStep(model, steps)
  return brokenWeight(model, steps, round)
}

/** The first weight that is no number after its update, or of which its optimizer remembers something that is none. */
async function brokenWeight(
  model: Model,
  steps: readonly PlayerStep[],
  round: number,
): Promise<Divergence | null> {
  const { ops, program } = model
  const updated = steps.flatMap(({ player }) =>
    (program.players[player]?.weights ?? []).map((path) => ({ player, path })),
  )
  const sizes = ops.tidy(() =>
    updated.map(({ player, path }) => {
      const remembered = slotsOf(model, player, path).map((slot) => sizeOf(ops, slot))
      const weight = sizeOf(ops, takeTensor(model.weights, path))
      return ops.keep(remembered.reduce((sum, size) => ops.add(sum, size), weight))
    }),
  )
  const numbers = await readNumbers(sizes)
  const broken = updated[numbers.findIndex((number) => !Number.isFinite(number))]
  return broken ? { player: broken.player, round, of: 'weight', place: placeOf(broken.path) } : null
}

const nameOf = ({ graph, node }: Place) => `${graph}/${node}`

/** `critic/conv_1/kernel` → conv_1 of critic; in a block, `critic/body/1/conv_1/kernel` → body/1/conv_1. */
function placeOf(path: string): Place {
  const [graph = '', ...rest] = path.split('/')
  return { graph, node: rest.slice(0, -1).join('/') }
}

/** Sum of magnitudes: finite only where every number is. `max` would not do, some backends skip what is no number. */
function sizeOf(ops: Ops, tensor: Tensor): Tensor {
  return ops.sum(ops.abs(tensor.dtype === 'float32' ? tensor : ops.cast(tensor, 'float32')))
}

function keepSize(ops: Ops, tensor: Tensor): Tensor {
  return ops.keep(sizeOf(ops, tensor))
}

function slotsOf({ program, slots }: Model, player: string, path: string): Tensor[] {
  const kind = program.players[player]?.optimizer.kind ?? ''
  return optimizerOf(kind).slots.map((slot) => takeTensor(slots, `${path}/${slot}`))
}

function rememberedSize(model: Model, player: string): Tensor {
  const { ops, program, weights } = model
  const remembered = (program.players[player]?.weights ?? []).flatMap((path) => {
    const slots = slotsOf(model, player, path)
    return slots.length > 0 ? slots : [takeTensor(weights, path)]
  })
  return remembered
    .map((tensor) => sizeOf(ops, tensor))
    .reduce((sum, size) => ops.add(sum, size), ops.scalar(0))
}

async function unfinite(sizes: readonly Size[]): Promise<Place[]> {
  const numbers = await readNumbers(sizes.map(({ size }) => size))
  return sizes.filter((_, index) => !Number.isFinite(numbers[index])).map(({ place }) => place)
}

/** Reads scalars and frees them. */
async function readNumbers(scalars: readonly Tensor[]): Promise<number[]> {
  const read = await Promise.all(scalars.map((scalar) => scalar.data<'float32'>()))
  for (const scalar of scalars) scalar.dispose()
  return read.map(([number = NaN]) => number)
}
