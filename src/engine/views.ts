// Looks at a model without changing it: the document's views, and samples of any value for metrics and sheets.
import type { Tensor } from '@tensorflow/tfjs-core'
import { ancestorsOf } from '../compiler/program/ancestors'
import type { Instruction, ProgramView, Register, ViewPass } from '../compiler/program/program'
import { besideOf, viewKindOf } from '../kinds/views/registry'
import type { TensorType } from '../kinds/types'
import type { Drawing } from '../kinds/views/types'
import type { Numbers } from '../lib/numbers'
import { evaluateTidily, readRegister, type Registers, type Scope } from './evaluate'
import { scopeOf, type Model } from './model'

/** What a view shows. */
export interface ViewData {
  /** The value's numbers, read back from the device. */
  value: Numbers
  /** Those of the fields that the view has, from the same draw. */
  beside: Record<string, Numbers>
  drawing: Drawing
}

/** Views draw at steps that training never reaches (−1 belongs to fresh weights), so their noise stays fixed. */
const viewStep = -2
/** Numbers per pass where many are asked for: bounds memory, and where a layer uses batch statistics, is the batch. */
const passSize = 256

/** Draws a view from its fixed noise, in inference mode. Throws on an unknown view: a bug of the caller. */
export async function readView(model: Model, id: string, count?: number): Promise<ViewData> {
  const view = model.program.views[id]
  const kind = view && viewKindOf(view.as)
  if (!kind) throw new Error(`no view ${id}`)
  const registers = besideOf(kind, view)
  const tensors = model.ops.tidy(() => viewTensors(model, view, { registers, batch: count ?? view.count }))
  try {
    const value = await readSamplesOf(tensors.value)
    const beside: Record<string, Numbers> = {}
    const types: Record<string, TensorType | undefined> = {}
    for (const [field, tensor] of Object.entries(tensors.beside)) {
      beside[field] = await readSamplesOf(tensor)
      types[field] = model.program.types[registers[field] ?? '']
    }
    const again = (field: string, given: Numbers) =>
      readPass(model, view, { pass: kind.fields[field]?.pass ?? '', field, given })
    return { value, beside, drawing: await kind.draw({ value, beside, types, again }) }
  } finally {
    for (const tensor of [tensors.value, ...Object.values(tensors.beside)]) tensor.dispose()
  }
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

/** Everything that a view shows, from one evaluation; `registers` are what it shows beside its value, by field. */
function viewTensors(
  model: Model,
  view: ProgramView,
  { registers, batch }: { registers: Record<string, Register>; batch: number },
): { value: Tensor; beside: Record<string, Tensor> } {
  const read = run(viewScope(model, view, batch), view.instructions, {})
  const beside = Object.entries(registers).map(([field, register]) => [field, read(register)] as const)
  return { value: read(view.value), beside: Object.fromEntries(beside) }
}

/** What a pass of a view gives for a field, with `given` in the value's place; null where the program has no such pass. */
async function readPass(
  model: Model,
  view: ProgramView,
  { pass, field, given }: { pass: string; field: string; given: Numbers },
): Promise<Numbers | null> {
  const compiled = view[pass] as ViewPass | undefined
  const register = compiled?.[field]
  if (compiled === undefined || typeof register !== 'string') return null
  const { shape, values } = given
  const tensor = model.ops.tidy(() => {
    const scope = viewScope(model, view, shape[0] ?? 0)
    const registers = { [view.value]: model.ops.tensor(values, shape) }
    return run(scope, compiled.instructions, registers)(register)
  })
  const read = await readSamplesOf(tensor)
  tensor.dispose()
  return read
}

function viewScope(model: Model, { weights }: ProgramView, batch: number): Scope {
  return scopeOf(model, { step: viewStep, train: false, batch, averaged: weights === 'average' })
}

function run(scope: Scope, instructions: readonly Instruction[], registers: Registers) {
  evaluateTidily(scope, instructions, registers)
  return (register: Register) => readRegister(registers, register)
}

async function readSamplesOf(tensor: Tensor): Promise<Numbers> {
  return { shape: tensor.shape, values: (await tensor.data()) as Float32Array | Int32Array }
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
