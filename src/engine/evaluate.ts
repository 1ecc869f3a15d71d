// Runs instructions: the only place where kinds are applied to tensors, in training and in views alike.
import type { Tensor } from '@tensorflow/tfjs-core'
import type {
  CallInstruction,
  GradientInstruction,
  Instruction,
  Program,
  Register,
} from '../compiler/program/program'
import { kindOf } from '../kinds/registry'
import type { NoiseSpec, Ops, TensorType } from '../kinds/types'
import { fuseRectifiers, type FusedInstruction } from './fusion'
import { randomOps } from '../tensors/random'

export type Registers = Record<Register, Tensor>

/** A layer of a network or, in the graph `game`, a value; a layer inside a block is `block/copy/layer`. */
export interface Place {
  graph: string
  node: string
}

/** What instructions see of the world while they run. */
export interface Scope {
  ops: Ops
  networks: Program['networks']
  seed: number
  /** Names the draws of this run; negative outside training. */
  step: number
  /** True in steps, false in views. */
  train: boolean
  batch: number
  weight: (path: string) => Tensor
  state: (path: string) => Tensor
  /** Takes the new state of a layer that ran in training; absent in views. */
  setState?: (path: string, tensor: Tensor) => void
  /** This run's samples of a data section for the value at `path`. */
  draw: (data: string, path: string) => Record<string, Tensor>
  /** Sees everything that is made, in the order in which it is; only where a step is looked into. */
  watch?: (place: Place, tensor: Tensor) => void
}

/** Runs `instructions` in order and writes what they make into `registers`. Disposes nothing. */
export function evaluate(scope: Scope, instructions: readonly Instruction[], registers: Registers): void {
  for (const instruction of instructions) {
    if (instruction.op === 'call') runCall(scope, instruction, registers)
    else if (instruction.op === 'gradient') runGradient(scope, instruction, registers)
    else runApply(scope, instruction, registers, { at: instruction.id })
  }
}

/** Runs each instruction in a tidy of its own, so that only registers stay; not for use inside a gradient. */
export function evaluateTidily(
  scope: Scope,
  instructions: readonly Instruction[],
  registers: Registers,
): void {
  for (const instruction of instructions) {
    const made = scope.ops.tidy(() => {
      const inner: Registers = { ...registers }
      evaluate(scope, [instruction], inner)
      return Object.fromEntries(
        Object.values(instruction.out).map((register) => [register, readRegister(inner, register)]),
      )
    })
    Object.assign(registers, made)
  }
}

/** The tensor in a register; a missing one is a bug of the compiler. */
export function readRegister(registers: Registers, register: Register): Tensor {
  const tensor = registers[register]
  if (tensor === undefined) throw new Error(`nothing in register ${register}`)
  return tensor
}

function runCall(scope: Scope, call: CallInstruction, registers: Registers): void {
  const body = scope.networks[call.network]
  if (body === undefined) throw new Error(`no network ${call.network}`)
  const inner: Registers = {}
  for (const input of Object.keys(body.inputs)) {
    const from = call.in[input]
    if (from !== undefined) inner[input] = readRegister(registers, from)
  }
  // Whoever watches wants to see every layer.
  const layers = scope.train && !scope.watch ? fuseRectifiers(body) : body.instructions
  for (const layer of layers) {
    runApply(scope, layer, inner, {
      types: body.types,
      network: call.network,
      at: `${call.id}/${call.network}/${layer.id}`,
    })
  }
  for (const [output, register] of Object.entries(call.out)) {
    registers[register] = readRegister(inner, body.outputs[output] ?? '')
  }
}

/**
 * Runs the body once more under a tape of its own. Inside a gradient scope both tapes are one, so the slope can be
 * differentiated by weights. The second run draws what the first one drew, and moves no state.
 */
function runGradient(scope: Scope, gradient: GradientInstruction, registers: Registers): void {
  const { of, at } = gradient.in
  const { setState: _, ...still } = scope
  const score = () => {
    const inner: Registers = { ...registers }
    evaluate(still, gradient.body, inner)
    return readRegister(inner, of)
  }
  const [slope] = scope.ops.engine().gradients(score, [readRegister(registers, at)]).grads
  if (slope === undefined) throw new Error(`${of} does not depend on ${at}`)
  registers[gradient.out.out] = slope
  scope.watch?.({ graph: 'game', node: gradient.id }, slope)
}

/** A network's name stands before its weight and state paths; `at` names the draws. */
function runApply(
  scope: Scope,
  apply: FusedInstruction,
  registers: Registers,
  { types = {}, network, at }: { types?: Record<Register, TensorType>; network?: string; at: string },
): void {
  const prefix = network === undefined ? '' : `${network}/`
  const kind = kindOf(apply.role, apply.kind)
  if (kind === undefined) throw new Error(`no kind ${apply.kind}`)
  const { ops, seed, step, train, batch } = scope
  const result = kind.apply(ops, {
    inputs: mapRecord(apply.in, (register) => readRegister(registers, register)),
    types: mapRecord(apply.in, (register) => types[register] ?? { shape: [], domain: 'any' }),
    weights: mapRecord(apply.weights, (path) => scope.weight(prefix + path)),
    state: mapRecord(apply.state, (path) => scope.state(prefix + path)),
    params: apply.params,
    train,
    rectifier: apply.rectifier,
    batch,
    random: randomOps(ops, { seed, step, path: at }),
    noise: drawNoise(ops, apply.noise ?? {}, { seed, step, batch, path: at }),
    draw: (data) => scope.draw(data, at),
  })
  for (const [output, register] of Object.entries(apply.out)) {
    const tensor = result.outputs[output]
    if (tensor === undefined) throw new Error(`${apply.kind} made no ${output}`)
    registers[register] = tensor
    scope.watch?.({ graph: network ?? 'game', node: apply.id }, tensor)
  }
  if (!train || scope.setState === undefined) return
  for (const [name, tensor] of Object.entries(result.state ?? {})) {
    const path = apply.state[name]
    if (path !== undefined) scope.setState(prefix + path, tensor)
  }
}

/** What a value declares to draw, in the order of the names. */
export function drawNoise(
  ops: Ops,
  noise: Record<string, NoiseSpec>,
  { seed, step, batch, path }: { seed: number; step: number; batch: number; path: string },
): Record<string, Tensor> {
  const random = randomOps(ops, { seed, step, path })
  const names = Object.keys(noise).sort()
  const drawn = names.map((name) => {
    const { shape, distribution } = noise[name]!
    return [name, random[distribution]([batch, ...shape])] as const
  })
  return Object.fromEntries(drawn)
}

function mapRecord<From, To>(record: Record<string, From>, change: (item: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, item]) => [key, change(item)]))
}
