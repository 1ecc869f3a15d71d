// The choice of a backend in Node: probed, pinned, remembered, refused.
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import type { Ops } from '../kinds/types'
import type { BackendReport } from './types'
import { chooseBackend, loadOps, startBackend } from './backends'
import { gradientError, probeGradients } from './probe'

let ops: Ops
beforeAll(() => {
  ops = loadOps()
})

test('the probe finds wasm fastest where there is no GPU, and says so', async () => {
  const chosen = await chooseBackend({ ops, choice: 'auto' })
  expect(chosen).toMatchObject({ ok: true, value: { backend: 'wasm' } })
  expect(ops.getBackend()).toBe('wasm')
  if (!chosen.ok) return
  expect(chosen.value.reason).toContain('WebAssembly')
  const [wasm] = chosen.value.candidates
  expect(wasm?.milliseconds).toBeGreaterThan(0)
  expect(wasm?.gradientError).toBeLessThan(1e-4)
})

test('a pinned backend is taken as it is; one that does not start fails with a remedy', async () => {
  expect(await chooseBackend({ ops, choice: 'cpu' })).toMatchObject({ ok: true, value: { backend: 'cpu' } })
  expect(ops.getBackend()).toBe('cpu')
  const refused = await chooseBackend({ ops, choice: 'webgl' })
  expect(refused).toMatchObject({ ok: false, error: { code: 'backend_unavailable' } })
})

test('a remembered report takes the place of the probe while its backend starts', async () => {
  const remembered: BackendReport = {
    backend: 'cpu',
    reason: 'measured before',
    probeMilliseconds: 900,
    candidates: [],
  }
  const again = await chooseBackend({ ops, choice: 'auto', remembered })
  expect(again).toEqual({ ok: true, value: { ...remembered, probeMilliseconds: 0 } })
  const gone = await chooseBackend({ ops, choice: 'auto', remembered: { ...remembered, backend: 'webgl' } })
  expect(gone).toMatchObject({ ok: true, value: { backend: 'wasm' } })
})

test('wrong gradients are told from right ones', async () => {
  await startBackend({ ops }, 'cpu')
  const right = await probeGradients(ops)
  await startBackend({ ops }, 'wasm')
  expect(gradientError(await probeGradients(ops), right)).toBeLessThan(1e-4)
  const largest = Math.max(...right.map(Math.abs))
  const wrong = right.map((number) => (Math.abs(number) === largest ? 0 : number))
  expect(gradientError(wrong, right)).toBeGreaterThan(0.5)
  expect(gradientError(right.slice(1), right)).toBe(Infinity)
  expect(
    gradientError(
      right.map(() => NaN),
      right,
    ),
  ).toBe(Infinity)
})

test('second derivatives that are lost without an error are found', async () => {
  await startBackend({ ops }, 'cpu')
  const right = await probeGradients(ops)
  const ours = tf.getGradient('Tanh')
  // Stock’s: right to the first order, but the saved output is off the tape (tensorflow/tfjs#3252).
  tf.registerGradient({
    kernelName: 'Tanh',
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => tf.mul(dy as tf.Tensor, tf.sub(1, tf.square(y!))) }),
  })
  const wrong = await probeGradients(ops)
  tf.registerGradient(ours)
  expect(gradientError(wrong, right)).toBeGreaterThan(0.1)
  expect(gradientError(await probeGradients(ops), right)).toBe(0)
})
