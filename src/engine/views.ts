// Looks at a model without changing it: the document's views, and samples of any value for metrics and sheets.
import type { Tensor } from '@tensorflow/tfjs-core'
import { ancestorsOf } from '../compiler/program/ancestors'
import type { Instruction, ProgramView, Register } from '../compiler/program/program'
import type { Numbers } from '../lib/numbers'
import { evaluateTidily, readRegister, type Registers, type Scope } from './evaluate'
import { scopeOf, type Model } from './model'

/** Pictures one after another. */
export interface Pictures {
  shape: [count: number, height: number, width: number, channels: number]
  values: Float32Array
}

/** Numbers of one view, read back from the device. */
export type ViewData =
  | ({
      as: Exclude<ProgramView['as'], 'scatter'>
      /** What is shown beside the pictures, from the same draw. */
      input?: Pictures
      target?: Pictures
      /** The labels or tokens that the pictures were made from. */
      label?: Numbers
    } & Pictures)
  | {
      as: 'scatter'
      /** x, y pairs. */
      generated: Float32Array
      real: Float32Array
      /** Half the side of the square, centred on 0, that holds the real points with a margin. */
      extent: number
      /** Scores on a size × size grid over the square, rows from −extent (bottom) upwards. */
      heat: { size: number; values: Float32Array } | null
    }

/** Views draw at steps that training never reaches (−1 belongs to fresh weights), so their noise stays fixed. */
const viewStep = -2
const heatSize = 48
const margin = 1.35
/** Numbers per pass where many are asked for: bounds memory, and where a layer uses batch statistics, is the batch. */
const passSize = 256

/** Draws a view from its fixed noise, in inference mode. Throws on an unknown view: a bug of the caller. */
export async function readView(model: Model, id: string, count?: number): Promise<ViewData> {
  const view = model.program.views[id]
  if (view === undefined) throw new Error(`no view ${id}`)
  const tensors = model.ops.tidy(() => viewTensors(model, view, count ?? view.count))
  try {
    if (view.as !== 'scatter') return { as: view.as, ...(await readPictureView(tensors)) }
    const generated = await readFloats(tensors.value)
    const real = tensors.real === undefined ? new Float32Array(0) : await readFloats(tensors.real)
    const extent = extentOf(real.length > 0 ? real : generated)
    return { as: 'scatter', generated, real, extent, heat: await readHeat(model, view, extent) }
  } finally {
    for (const tensor of Object.values(tensors)) tensor.dispose()
  }
}

async function readPictureView({ value, input, target, label }: ViewTensors) {
  return {
    ...(await readPictures(value)),
    ...(input === undefined ? {} : { input: await readPictures(input) }),
    ...(target === undefined ? {} : { target: await readPictures(target) }),
    ...(label === undefined ? {} : { label: await readSamplesOf(label) }),
  }
}

async function readPictures(tensor: Tensor): Promise<Pictures> {
  return { shape: imageShape(tensor.shape), values: await readFloats(tensor) }
}

async function readSamplesOf(tensor: Tensor): Promise<Numbers> {
  return { shape: tensor.shape, values: (await tensor.data()) as Float32Array | Int32Array }
}

/**
 * `count` fresh samples of any value of the game, in inference mode, as a function of `seed` alone (and the weights):
 * averages by default where there are some. Throws on an unknown register.
 */
export async function readSamples(
  model: Model,
  register: Register,
  { count, seed, weights = 'average' }: { count: number; seed: number; weights?: 'average' | 'current' },
): Promise<Numbers> {
  const instructions = ancestorsOf(model.program.values, [register])
  if (instructions.length === 0) throw new Error(`no value makes ${register}`)
  const parts: Numbers[] = []
  for (let done = 0; done < count; done += passSize) {
    const batch = Math.min(passSize, count - done)
    const step = viewStep - 1 - parts.length
    const tensor = model.ops.tidy(() => {
      const scope = scopeOf(model, { step, seed, train: false, batch, averaged: weights === 'average' })
      return run(scope, instructions, {})(register)
    })
    parts.push(await readSamplesOf(tensor))
    tensor.dispose()
  }
  return joinSamples(parts, count)
}

interface ViewTensors {
  value: Tensor
  real?: Tensor
  input?: Tensor
  target?: Tensor
  label?: Tensor
}

/** Everything that a view shows, from one evaluation. */
function viewTensors(model: Model, view: ProgramView, batch: number): ViewTensors & Record<string, Tensor> {
  const scope = scopeOf(model, { step: viewStep, train: false, batch, averaged: view.weights === 'average' })
  const read = run(scope, view.instructions, {})
  const beside = (['real', 'input', 'target', 'label'] as const).flatMap((role) => {
    const register = view[role]
    return register === undefined ? [] : [[role, read(register)] as const]
  })
  return { value: read(view.value), ...Object.fromEntries(beside) }
}

async function readHeat(model: Model, view: ProgramView, extent: number) {
  if (view.heat === undefined) return null
  const { instructions, score } = view.heat
  const batch = heatSize * heatSize
  const scores = model.ops.tidy(() => {
    const scope = scopeOf(model, {
      step: viewStep,
      train: false,
      batch,
      averaged: view.weights === 'average',
    })
    return run(scope, instructions, { [view.value]: model.ops.tensor2d(gridPoints(extent), [batch, 2]) })(
      score,
    )
  })
  const values = await readFloats(scores)
  scores.dispose()
  return { size: heatSize, values }
}

/** Points in the middle of the cells of a square grid, row after row from the bottom. */
function gridPoints(extent: number): Float32Array {
  const points = new Float32Array(heatSize * heatSize * 2)
  const at = (cell: number) => extent * ((2 * cell + 1) / heatSize - 1)
  for (let row = 0; row < heatSize; row++) {
    for (let column = 0; column < heatSize; column++) {
      points.set([at(column), at(row)], 2 * (row * heatSize + column))
    }
  }
  return points
}

function run(scope: Scope, instructions: readonly Instruction[], registers: Registers) {
  evaluateTidily(scope, instructions, registers)
  return (register: Register) => readRegister(registers, register)
}

function extentOf(points: Float32Array): number {
  let largest = 0
  for (const coordinate of points)
    if (Number.isFinite(coordinate)) largest = Math.max(largest, Math.abs(coordinate))
  return largest > 0 ? largest * margin : 1
}

async function readFloats(tensor: Tensor): Promise<Float32Array> {
  const values = await tensor.data()
  return values instanceof Float32Array ? values : Float32Array.from(values)
}

function imageShape(shape: readonly number[]): [number, number, number, number] {
  const [count, height, width, channels] = shape
  if (count === undefined || height === undefined || width === undefined || channels === undefined) {
    throw new Error('a view of images shows a value of shape [height, width, channels]')
  }
  return [count, height, width, channels]
}

/** Numbers of several passes as one, of `count` samples in all. */
export function joinSamples(parts: Numbers[], count: number): Numbers {
  const [first] = parts
  if (first === undefined) return { shape: [0], values: new Float32Array(0) }
  const length = parts.reduce((sum, part) => sum + part.values.length, 0)
  const values = first.values instanceof Int32Array ? new Int32Array(length) : new Float32Array(length)
  let offset = 0
  for (const part of parts) {
    values.set(part.values, offset)
    offset += part.values.length
  }
  return { shape: [count, ...first.shape.slice(1)], values }
}
