// Draws planned samples from an engine, with test data in the place of training data where the plan says so.
import type { Engine } from '../engine/engine'
import type { DataFor, Drawn } from './measure'
import type { PlannedSamples } from './plan'

/** Draws from the engine's present weights; `breathe` is awaited between passes. */
export async function drawPlanned(
  engine: Engine,
  samples: PlannedSamples,
  data: DataFor,
  breathe?: () => Promise<void>,
): Promise<Drawn> {
  const { registers, count, pass, weights, test, given } = samples
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
    ...(breathe ? { breathe } : {}),
  }
  if (given === undefined) return engine.samples(order)
  const source = await data(given.data, 'test')
  const indices = Array.from({ length: count }, (_, k) => k % source.count)
  const values = source.read(indices)[given.field]
  const shape = source.fields[given.field]?.shape
  if (values === undefined || shape === undefined) throw new Error(`no field ${given.field} in ${given.data}`)
  return engine.samples({ ...order, given: { [given.register]: { shape: [count, ...shape], values } } })
}

/** Data sections that these registers are made from. */
function sectionsBehind({ program }: Engine, registers: readonly string[]): string[] {
  const wanted = new Set(registers)
  const found = new Set<string>()
  for (const instruction of [...program.values].reverse()) {
    if (!Object.values(instruction.out).some((register) => wanted.has(register))) continue
    for (const source of Object.values(instruction.in)) wanted.add(source)
    const data = instruction.op === 'apply' ? instruction.params.data : undefined
    if (typeof data === 'string' && Object.hasOwn(program.data, data)) found.add(data)
  }
  return [...found]
}
