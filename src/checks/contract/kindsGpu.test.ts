// The contract's numbers and gradients on WebGPU in software: a sample of kinds, or with CONTRACT=whole every kind.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Kind } from '../../kinds/types'
import { provideSoftwareGpu } from '../../tensors/testing/softwareGpu'
import { applyKind, fill, tensorsOf } from './gradientCheck'
import { checkOperation } from './operationCheck'
import { operations } from './operations/all'
import { checkKind, kinds, tolerance, worstOf } from './kindCheck'
import { randomCases } from './randomCase'
import { startBackend } from '../../tensors/backends'
import { installOps } from '../../tensors/ops'

const whole = process.env.CONTRACT === 'whole'
/** Software compiles a shader in a tenth of a second: the sample has what the headline templates are made of, once each. */
const sets = whole ? 4 : 1
/** Milliseconds, where the usual ones are too few: a software adapter compiles the many shaders of four sets for minutes. */
const patience = whole ? 600_000 : undefined
const tried = kinds.filter(([, kind]) => whole || kind.sampled)
const report: Record<string, Record<string, string>> = {}
const ops = installOps(tf)

beforeAll(async () => {
  await tf.setBackend('cpu')
  expect(await startBackend({ ops, provideGpu: provideSoftwareGpu }, 'webgpu')).toEqual({
    ok: true,
    value: null,
  })
})

afterAll(() => {
  if (!whole) return
  console.log(`${tried.length} kinds, ${sets} random parameter sets each; worst relative gradient errors:`)
  console.table(report)
})

test('the sample has a kind of every sort that networks and games are made of', () => {
  const groups = new Set(tried.map(([, { group }]) => group))
  expect([...groups]).toEqual(
    expect.arrayContaining(['Basic', 'Convolution', 'Normalisation', 'Activation', 'Losses', 'Maths']),
  )
})

test.each(tried)('%s: the numbers of the cpu', async (id, kind) => {
  for (const one of randomCases(id, kind, sets)) {
    const [right, made] = [await numbersOn('cpu', id, kind, one), await numbersOn('webgpu', id, kind, one)]
    for (const [output, numbers] of made.entries()) {
      const size = right[output]!.reduce((most, number) => Math.max(most, Math.abs(number)), 1)
      const worst = numbers.reduce(
        (most, number, at) => Math.max(most, Math.abs(number - right[output]![at]!)),
        0,
      )
      expect(worst / size, JSON.stringify(one)).toBeLessThan(1e-4)
    }
  }
})

test.each(tried.filter(([, kind]) => kind.differentiable > 0))(
  '%s: gradients agree with finite differences',
  async (id, kind) => {
    const errors = await checkKind(ops, id, kind, sets)
    for (const { one, first, second } of errors.checked) {
      expect(first, `first, ${JSON.stringify(one)}`).toBeLessThan(tolerance)
      expect(second, `second, ${JSON.stringify(one)}`).toBeLessThan(tolerance)
    }
    const [first, second] = worstOf(errors)
    report[id] = { '1st': first, '2nd': second }
  },
  patience,
)

test.each(Object.entries(operations).filter(([, { onGpu }]) => onGpu))(
  '%s: a kernel that WebGPU alone has',
  async (name, operation) => {
    const errors = await checkOperation(ops, name, operation)
    expect(errors.used).toEqual(['w'])
    expect(errors.first).toBeLessThan(tolerance)
    expect(errors.second).toBeLessThan(tolerance)
  },
)

async function numbersOn(
  backend: string,
  id: string,
  kind: Kind,
  one: ReturnType<typeof randomCases>[number],
): Promise<number[][]> {
  await tf.setBackend(backend)
  const outputs = tf.tidy(() => applyKind(ops, kind, one, tensorsOf(ops, fill(id, kind, one)), true).outputs)
  const numbers = await Promise.all(Object.values(outputs).map(async (output) => [...(await output.data())]))
  tf.dispose(outputs)
  return numbers
}
