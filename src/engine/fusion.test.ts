// Layers that apply the activation after them: which do, and that training stays the same.
import '@tensorflow/tfjs-backend-cpu'
import { describe, expect, test, vi } from 'vitest'
import type { ApplyInstruction, NetworkBody, Program } from '../compiler/program/program'
import { readSafetensors } from '../lib/safetensors'
import { provideSoftwareGpu } from '../tensors/testing/softwareGpu'
import { loadOps, startBackend } from '../tensors/backends'
import { createEngine } from './engine'
import { circle, pointGame } from './testing/programs'
import { fuseRectifiers } from './fusion'
import type { HostBackend } from '../tensors/webgpu/backend'

const ops = loadOps()
const sources = circle()
const between = 'bn_1.out'

/** The critic's layers: dense, batch norm, leaky ReLU, dropout, dense. */
const criticOf = (program: Program): NetworkBody => program.networks.critic!
const shapeOf = (body: NetworkBody) =>
  fuseRectifiers(body).map(({ id, out, rectifier }) => [id, out.out, rectifier])

/** A game whose networks show what lies between the layers, which therefore stay apart. */
function apart(program: Program): Program {
  const shown = Object.entries(program.networks).map(([name, body]) => {
    return [name, { ...body, outputs: { ...body.outputs, between } }] as const
  })
  return { ...program, networks: Object.fromEntries(shown) }
}

describe('a batch norm and a leaky ReLU', () => {
  test('are one where nothing else reads what lies between', () => {
    const body = criticOf(pointGame())
    expect(shapeOf(body)).toEqual([
      ['lin_1', 'lin_1.out', undefined],
      ['bn_1', 'act_1.out', 0.2],
      ['drop_1', 'drop_1.out', undefined],
      ['lin_2', 'lin_2.out', undefined],
    ])
    expect(fuseRectifiers(body)).toBe(fuseRectifiers(body))
  })

  test('stay apart where it is an output of the network', () => {
    const body = criticOf(apart(pointGame()))
    expect(fuseRectifiers(body)).toEqual(body.instructions)
  })

  test('stay apart where another layer reads it, too', () => {
    const body = criticOf(pointGame())
    const skip: ApplyInstruction = {
      ...body.instructions[3]!,
      id: 'skip',
      in: { x: between },
      out: { out: 'skip.out' },
    }
    const instructions = [...body.instructions, skip]
    expect(fuseRectifiers({ ...body, instructions })).toEqual(instructions)
  })

  test('stay apart where something stands between them, or another activation follows', () => {
    const rows: Parameters<typeof pointGame>[0] = {
      generator: [
        ['bn_1', 'batch_norm'],
        ['drop_1', 'dropout'],
        ['act_1', 'relu'],
      ],
      critic: [
        ['bn_1', 'batch_norm'],
        ['act_1', 'tanh'],
      ],
    }
    for (const body of Object.values(pointGame({ latent: 2, ...rows }).networks)) {
      expect(fuseRectifiers(body)).toEqual(body.instructions)
    }
  })
})

/** Everything that a checkpoint holds after some rounds. */
async function trained(program: Program, rounds: number): Promise<Record<string, Float32Array>> {
  const engine = createEngine({ ops, program, sources, replay: false })
  for (let round = 0; round < rounds; round++) engine.runRound()
  const file = readSafetensors(await engine.checkpoint())
  engine.dispose()
  if (!file.ok) throw new Error(file.error)
  const tensors = Object.entries(file.value.tensors)
  return Object.fromEntries(tensors.map(([name, { values }]) => [name, Float32Array.from(values)]))
}

test.each(['cpu', 'wasm'] as const)('on %s training leaves the same bits', async (backend) => {
  expect(await startBackend({ ops }, backend)).toEqual({ ok: true, value: null })
  expect(await trained(pointGame(), 10)).toEqual(await trained(apart(pointGame()), 10))
})

test('on webgpu training leaves the same numbers, with fewer launches', async () => {
  const started = await startBackend({ ops, provideGpu: provideSoftwareGpu }, 'webgpu')
  expect(started).toEqual({ ok: true, value: null })
  // Not Adam: a bias before a batch norm has a gradient of rounding errors alone, which it would turn into steps of full length.
  const program = pointGame({ optimizer: 'sgd' })
  const launch = vi.spyOn(ops.backend() as HostBackend, 'launch')
  const ours = await trained(program, 4)
  const few = launch.mock.calls.length
  const right = await trained(apart(program), 4)
  // One for each pair forwards, 5 in a round, and one for each that a gradient passes, 4.
  expect(launch.mock.calls.length - few).toBe(few + 4 * 9)
  expect(Object.keys(ours)).toEqual(Object.keys(right))
  for (const [name, values] of Object.entries(right)) {
    const size = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1)
    values.forEach((value, at) => {
      expect(Math.abs(ours[name]![at]! - value) / size, name).toBeLessThan(1e-5)
    })
  }
})
