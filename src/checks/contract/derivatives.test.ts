// The list of operations that carry derivatives is up to date, and the contract differentiates all of them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { isFlatIn } from '../../tensors/gradients/flat'
import { loadOps, startBackend } from '../../tensors/backends'
import { provideSoftwareGpu } from '../../tensors/testing/softwareGpu'
import { derivativesText } from '../../scripts/derivativesPage'
import { collectDerivatives, type Derivative } from './derivatives'

const file = join(import.meta.dirname, '../../tensors/gradients/DERIVATIVES.md')
let derivatives: Derivative[]

beforeAll(async () => {
  const ops = loadOps()
  for (const backend of ['cpu', 'wasm', 'webgpu'] as const) {
    expect((await startBackend({ ops, provideGpu: provideSoftwareGpu }, backend)).ok).toBe(true)
  }
  derivatives = await collectDerivatives(ops)
})

test('the page is up to date', async () => {
  expect(readFileSync(file, 'utf8')).toBe(await derivativesText(derivatives))
})

test('a check differentiates every gradient of the table', () => {
  expect(derivatives.length).toBeGreaterThan(80)
  const unseen = derivatives.filter(({ orders }) => orders[1].length === 0)
  expect(unseen.map(({ operation }) => operation)).toEqual([])
})

test('twice, but for what runs within gradients alone or gives way to ordinary operations', () => {
  const once = derivatives.filter(({ operation, orders }) => {
    const sloped = orders[1].filter((input) => !isFlatIn(operation, input))
    return sloped.some((input) => !orders[2].includes(input))
  })
  expect(once.map(({ operation }) => operation)).toEqual([
    'BatchNormRectifiedTrain',
    'BatchNormTrain',
    'MaxPoolGrad',
    'Standardise',
  ])
})
