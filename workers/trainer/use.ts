// Makes values of a trained game from what a user gives in the place of data and noise.
import type { Program } from '../../src/compiler/program/program'
import { elementCount, formatSizes } from '../../src/lib/format'
import { own } from '../../src/lib/own'
import { fail, succeed, type Result } from '../../src/lib/result'
import type { Engine } from '../../src/engine/engine'
import type { Failure } from '../../src/lib/failure'
import type { Numbers } from '../../src/lib/numbers'
import type { Used, UseRequest } from '../trainer.api'

/** A page asks for a strip of pictures, not for a data set. */
const mostSamples = 64

/** The values that are asked for, from the weights as they are. A request that the program does not know is a failure. */
export async function makeValues(engine: Engine, request: UseRequest): Promise<Result<Used, Failure>> {
  const { values, given, seed, weights } = request
  const { program, round } = engine
  const count = Math.max(1, Math.min(mostSamples, Math.floor(request.count)))
  const refused = refusal(program, values, given)
  if (refused !== null) return fail(refused)
  const repeated = Object.entries(given).map(
    ([register, numbers]) => [register, repeat(numbers, count)] as const,
  )
  const made = await engine.samples({
    registers: values,
    count,
    pass: count,
    seed,
    weights,
    given: Object.fromEntries(repeated),
  })
  return succeed({ round, values: made })
}

function refusal(
  program: Program,
  values: readonly string[],
  given: Record<string, Numbers>,
): Failure | null {
  const unknown = [...values, ...Object.keys(given)].find(
    (register) => own(program.types, register) === undefined,
  )
  if (unknown !== undefined) {
    return { code: 'unknown_value', message: `The game that is trained has no value ${unknown}.` }
  }
  for (const [register, numbers] of Object.entries(given)) {
    const shape = program.types[register]?.shape ?? []
    const [count = 0, ...rest] = numbers.shape
    if (rest.join() === shape.join() && numbers.values.length === count * elementCount(shape) && count > 0)
      continue
    return {
      code: 'given_shape',
      message: `${register} takes ${formatSizes(shape) || 'one number'}, but ${formatSizes(rest) || 'one number'} is given.`,
    }
  }
  return null
}

/** The same numbers for `count` samples: a single one is repeated. */
function repeat({ shape, values }: Numbers, count: number): Numbers {
  const [before = 1, ...rest] = shape
  if (before === count) return { shape, values }
  const size = elementCount(rest)
  const all = values instanceof Int32Array ? new Int32Array(count * size) : new Float32Array(count * size)
  for (let k = 0; k < count; k++) {
    const from = (k % before) * size
    all.set(values.subarray(from, from + size), k * size)
  }
  return { shape: [count, ...rest], values: all }
}
