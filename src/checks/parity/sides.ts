// The two sides of the parity test: the engine, and the exported file in a process of its own with stock TensorFlow.js.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileProgram } from '../../compiler/program/compile'
import type { Instruction, Program } from '../../compiler/program/program'
import type { GanvasDocument } from '../../document/types'
import { exportDocument } from '../../export/exportDocument'
import { isSource, noiseRegister, planFile } from '../../export/typescript/plan'
import type { Ops } from '../../kinds/types'
import { randomStream } from '../../lib/random'
import {
  readSafetensors,
  writeSafetensors,
  type SafetensorsContent,
  type SafetensorsInput,
} from '../../lib/safetensors'
import { makeSource } from '../../data/makeSource'
import type { DataSource } from '../../data/source'
import { createEngine } from '../../engine/engine'
import { drawNoise, evaluate, type Registers } from '../../engine/evaluate'
import { createModel, scopeOf, type Model } from '../../engine/model'
import { dropTensors } from '../../engine/tensors'
import { writeProject, type Player } from './exportedProject'

type Arrays = SafetensorsInput['tensors']

export interface Outcome {
  /** Mean loss of each player, round by round. */
  losses: Record<string, number>[]
  /** Every network's outputs for the same inputs, in inference mode. */
  outputs: Record<string, Float32Array | Int32Array>
  /** Weights and running statistics after the rounds. */
  weights: Record<string, Float32Array | Int32Array>
}

export interface Case {
  program: Program
  sources: Record<string, DataSource>
  /** Weights and running statistics to start from: those after a round of training. */
  weights: ArrayBuffer
  /** Inputs of the forward pass by `network/input`. */
  inputs: Arrays
}

/** The program of a document that has no errors. */
export function compileOrThrow(document: GanvasDocument): Program {
  const compiled = compileProgram(document)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error))
  return compiled.value
}

/** The compiled document, its data, and weights that have seen some training. */
export async function prepareCase(ops: Ops, document: GanvasDocument): Promise<Case> {
  const program = compileOrThrow(document)
  const entries = Object.entries(program.data).map(
    async ([id, section]) => [id, await makeSource(section)] as const,
  )
  const sources = Object.fromEntries(await Promise.all(entries))
  const engine = createEngine({ ops, program, sources })
  engine.runRound()
  const weights = writeSafetensors(await engine.weights('current'))
  engine.dispose()
  return { program, sources, weights, inputs: networkInputs(program) }
}

/** Normal numbers for every input of every network, two samples each; whole ones where they are names. */
function networkInputs({ networks }: Program): Arrays {
  const entries = Object.entries(networks).flatMap(([network, { inputs }]) =>
    Object.entries(inputs).map(([input, { shape, domain, classes, vocabulary }]) => {
      const stream = randomStream(7, 0, `${network}/${input}`)
      const length = 2 * shape.reduce((product, side) => product * side, 1)
      const names = domain === 'label' ? classes : domain === 'tokens' ? vocabulary : undefined
      const values =
        names === undefined
          ? Float32Array.from({ length }, (_, i) => 0.5 * stream.normal(i))
          : Int32Array.from({ length }, (_, i) => Math.floor(names * stream.uniform(i)))
      return [`${network}/${input}`, { shape: [2, ...shape], values }] as const
    }),
  )
  return Object.fromEntries(entries)
}

/** Runs the engine from the case's weights. */
export async function runEngine(
  ops: Ops,
  { program, sources, weights, inputs }: Case,
  rounds: number,
): Promise<Outcome> {
  const engine = createEngine({ ops, program, sources })
  const loaded = engine.loadWeights(weights)
  if (!loaded.ok) throw new Error(loaded.error)
  const outputs = forwardEngine(ops, { program, sources, weights: await engine.weights('current'), inputs })
  const losses: Record<string, number>[] = []
  for (let round = 0; round < rounds; round++) {
    engine.runRound()
    losses.push(await engine.readLosses())
  }
  const after = valuesOf((await engine.weights('current')).tensors)
  engine.dispose()
  return { losses, outputs, weights: after }
}

/** The bare numbers of arrays, by name. */
export function valuesOf(arrays: Arrays): Outcome['outputs'] {
  return Object.fromEntries(Object.entries(arrays).map(([name, { values }]) => [name, values]))
}

function forwardEngine(
  ops: Ops,
  { program, sources, weights, inputs }: Omit<Case, 'weights'> & { weights: SafetensorsInput },
): Outcome['outputs'] {
  const model = createModel({ ops, program, sources })
  const outputs: Outcome['outputs'] = {}
  ops.tidy(() => {
    const stored = (path: string) => {
      const array = weights.tensors[path]
      if (!array) throw new Error(`no weight ${path}`)
      return ops.tensor(array.values, [...array.shape])
    }
    const scope = {
      ...scopeOf(model, { step: 0, train: false, batch: 2, averaged: false }),
      weight: stored,
      state: stored,
    }
    for (const [network, body] of Object.entries(program.networks)) {
      const registers: Registers = {}
      for (const input of Object.keys(body.inputs)) {
        const array = inputs[`${network}/${input}`]
        if (!array) continue
        const dtype = array.values instanceof Int32Array ? 'int32' : 'float32'
        registers[input] = ops.tensor(array.values, [...array.shape], dtype)
      }
      const names = (record: Record<string, unknown>, prefix: string) =>
        Object.fromEntries(Object.keys(record).map((name) => [name, prefix + name]))
      const call = {
        op: 'call',
        id: 'probe',
        network,
        in: names(body.inputs, ''),
        out: names(body.outputs, 'out.'),
      } as const
      evaluate(scope, [call], registers)
      for (const output of Object.keys(body.outputs)) {
        const tensor = registers[`out.${output}`]
        if (tensor) outputs[`${network}/${output}`] = tensor.dataSync() as Float32Array
      }
    }
  })
  dropModel(model)
  return outputs
}

function dropModel({ weights, state, slots, averages }: Model): void {
  for (const map of [weights, state, slots, averages]) dropTensors(map)
}

/** What the engine's random streams draw in the first rounds, by `round/step key/number/name in the batch`. */
export function drawBatches(ops: Ops, { program, sources }: Case, rounds: number): Arrays {
  const plan = planFile(program)
  const model = createModel({ ops, program, sources })
  const arrays: Arrays = {}
  let step = 0
  for (let round = 0; round < rounds; round++) {
    const fraction = round / program.rounds
    const found = program.phases.findIndex(({ until }) => fraction < until)
    const index = found < 0 ? program.phases.length - 1 : found
    for (const { key, draws, times } of plan.phases[index]?.steps ?? []) {
      for (let time = 0; time < (times[index] ?? 0); time++, step++) {
        ops.tidy(() => {
          const registers: Registers = {}
          const scope = scopeOf(model, { step, train: true, batch: program.batch, averaged: false })
          for (const { instruction } of draws) {
            if (isSource(instruction)) evaluate(scope, [instruction], registers)
            const noise = drawNoise(ops, instruction.noise ?? {}, { ...scope, path: instruction.id })
            for (const [name, tensor] of Object.entries(noise))
              registers[noiseRegister(instruction.id, name)] = tensor
          }
          for (const { register, name } of draws.flatMap(({ fields }) => fields)) {
            const tensor = registers[register]
            if (!tensor) throw new Error(`no ${register} was drawn`)
            // A cast on the cpu backend leaves whole numbers as they were stored.
            const numbers = tensor.dtype === 'int32' ? Int32Array : Float32Array
            const values = numbers.from(tensor.dataSync())
            arrays[`${round}/${key}/${time}/${name}`] = { shape: tensor.shape, values }
          }
        })
      }
    }
  }
  dropModel(model)
  return arrays
}

/** Runs the exported file on the same weights and batches, with stock TensorFlow.js on the given backend. */
export async function runExported(
  player: Player,
  args: Case & { document: GanvasDocument; batches: Arrays; backend: string; rounds: number },
): Promise<Outcome & { folder: string }> {
  const { document, program, weights, inputs, batches, backend, rounds } = args
  const exported = exportDocument(document, { to: 'typescript', weights })
  if (!exported.ok) throw new Error(JSON.stringify(exported.error))
  const folder = writeProject(exported.value.files)
  writeFileSync(join(folder, 'batches.bin'), new Uint8Array(writeSafetensors({ tensors: batches })))
  writeFileSync(join(folder, 'inputs.bin'), new Uint8Array(writeSafetensors({ tensors: inputs })))
  const ports = Object.entries(program.networks).map(([network, body]) => ({
    network,
    inputs: Object.keys(body.inputs),
    outputs: Object.keys(body.outputs),
  }))
  const module = exported.value.files[0]?.name ?? ''
  const keys = planFile(program).steps.map(({ key }) => key)
  await player.play({ module: join(folder, module), backend, rounds, ports, keys })
  const outcome = readArrays(join(folder, 'outcome.bin'))
  const after = readArrays(join(folder, 'after.safetensors'))
  return {
    folder,
    outputs: valuesOf(outcome.tensors),
    losses: JSON.parse(outcome.metadata.losses ?? '[]') as Record<string, number>[],
    weights: valuesOf(after.tensors),
  }
}

/** A safetensors file on disk. */
export function readArrays(path: string): SafetensorsContent {
  const read = readSafetensors(Uint8Array.from(readFileSync(path)).buffer)
  if (!read.ok) throw new Error(read.error)
  return read.value
}

/** About how many multiply-adds the longest phase's round takes: three passes of every call, eight under a gradient. */
export function multiplyAdds({ networks, weights, phases, batch }: Program): number {
  const size = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1)
  const forward = Object.fromEntries(
    Object.entries(networks).map(([network, { instructions, types, inputs }]) => {
      const pixels = (registers: Record<string, string>) => {
        const shapes = Object.values(registers).map(
          (register) => (types[register] ?? inputs[register])?.shape ?? [],
        )
        return Math.min(...shapes.map((shape) => size(shape.slice(0, -1))))
      }
      const layers = instructions.map((layer) => {
        const paths = Object.values(layer.weights).map((path) => `${network}/${path}`)
        const count = paths.reduce((sum, path) => sum + size(weights[path]?.shape ?? [0]), 0)
        return count * Math.min(pixels(layer.in), pixels(layer.out))
      })
      return [network, layers.reduce((sum, count) => sum + count, 0)]
    }),
  )
  const cost = (list: readonly Instruction[], passes: number): number =>
    list.reduce((sum, one) => {
      if (one.op === 'gradient') return sum + cost(one.body, 8)
      return one.op === 'call' ? sum + passes * (forward[one.network] ?? 0) : sum
    }, 0)
  const rounds = phases.map(({ steps }) =>
    steps.reduce(
      (sum, { players, times }) =>
        sum + times * players.reduce((all, { before, inside }) => all + cost(before, 1) + cost(inside, 3), 0),
      0,
    ),
  )
  return batch * Math.max(...rounds)
}
