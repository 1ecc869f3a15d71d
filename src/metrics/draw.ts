// Draws planned samples from an engine, with test data in the place of training data where the plan says so.
import { ancestorsOf } from '../compiler/program/ancestors'
import { fromByte } from '../lib/pixels'
import type { Engine } from '../engine/engine'
import type { Program } from '../compiler/program/program'
import type { WholePicture } from '../data/source'
import type { Numbers } from '../lib/numbers'
import type { DataFor, Drawn, PlannedSamples } from './types'

/** Draws from the engine's present weights; `yieldToMessages` is awaited between passes. */
export async function drawPlanned(
  engine: Engine,
  samples: PlannedSamples,
  data: DataFor,
  yieldToMessages?: () => Promise<void>,
): Promise<Drawn> {
  const { registers, count, pass, weights, test, given, whole } = samples
  const { program } = engine
  const inOrder: Record<string, Awaited<ReturnType<DataFor>>> = {}
  if (test) for (const name of sectionsBehind(engine, registers)) inOrder[name] = await data(name, 'test')
  const order = {
    registers,
    count,
    pass,
    weights,
    seed: program.seed,
    inOrder,
    ...(yieldToMessages ? { yieldToMessages } : {}),
  }
  if (whole !== undefined) {
    const picture = (await data(whole.data, 'test')).wholes?.[whole.field]?.[whole.at]
    const numbers = picture && wholeNumbers(program, picture, samples)
    return numbers ? drawWhole(() => engine.samples({ ...order, given: { [whole.register]: numbers } })) : {}
  }
  if (given === undefined) return engine.samples(order)
  const source = await data(given.data, 'test')
  const indices = Array.from({ length: count }, (_, k) => k % source.count)
  const values = source.read(indices)[given.field]
  const shape = source.fields[given.field]?.shape
  if (values === undefined || shape === undefined) throw new Error(`no field ${given.field} in ${given.data}`)
  return engine.samples({ ...order, given: { [given.register]: { shape: [count, ...shape], values } } })
}

/** A network whose weights hold for one size only, as those of dense layers do, has no larger picture to give: nothing is drawn. */
async function drawWhole(draw: () => Promise<Drawn>): Promise<Drawn> {
  try {
    return await draw()
  } catch {
    return {}
  }
}

/** Sizes that the program can shrink: whole multiples of what one pixel of its smallest picture covers. */
function wholeNumbers(
  program: Program,
  { shape, values }: WholePicture,
  { registers }: PlannedSamples,
): Numbers {
  const sides = registers.flatMap((register) => program.types[register]?.shape[0] ?? [])
  const step = Math.max(...sides) / Math.min(...sides)
  const [height = 0, width = 0, channels = 0] = shape
  const [rows, columns] = [height - (height % step), width - (width % step)]
  const out = new Float32Array(rows * columns * channels)
  for (let i = 0; i < out.length; i++) {
    const row = Math.floor(i / (columns * channels))
    out[i] = fromByte(values[row * width * channels + (i % (columns * channels))] ?? 0)
  }
  return { shape: [1, rows, columns, channels], values: out }
}

/** Data sections that these registers are made from. */
function sectionsBehind({ program }: Engine, registers: readonly string[]): string[] {
  const sections = ancestorsOf(program.values, registers).flatMap((instruction) => {
    const data = instruction.op === 'apply' ? instruction.params.data : undefined
    return typeof data === 'string' && Object.hasOwn(program.data, data) ? [data] : []
  })
  return [...new Set(sections)]
}
