// How many multiplications a round of a program asks for, by layer and pass: from its shapes alone, without running it.
import type { ApplyInstruction, Instruction, PlayerStep, Program } from '../../compiler/program/program'
import { kindOf } from '../../kinds/registry'
import { elementCount } from '../../lib/format'

/** Which of a layer's three products: its output, the gradient by its input, the gradient by its kernel. */
export type Pass = 'forward' | 'input' | 'filter'

/**
 * A convolution as plain conv2d would run it, from the larger picture to the smaller. A transposed convolution is one whose
 * forward pass is the input gradient, so it has the same size.
 */
export interface ConvolutionSize {
  batch: number
  height: number
  width: number
  channels: number
  outHeight: number
  outWidth: number
  filters: number
  kernel: number
  stride: number
}

/** A product of the round. A multiply-add counts as two operations. */
export interface Product {
  /** `network/layer`. */
  layer: string
  pass: Pass
  /** How often a round computes it. */
  times: number
  flops: number
  /** Null for dense layers. */
  size: ConvolutionSize | null
}

type Layer = Omit<Product, 'pass' | 'times'> & { kernel: string }

/** What a step runs, calls written out. */
interface Node {
  inputs: string[]
  outputs: string[]
  /** No gradient flows through it. */
  cut: boolean
  layer: Layer | null
  /** Of a gradient: what it runs and differentiates by its input. */
  body: Node[]
}

/**
 * The products of the program's first phase, as the engine computes them: what a step does not differentiate is only run
 * forwards, the gradient by an input that no owned weight reaches is left out, and so is that by a kernel of another player.
 * Through a gradient that is itself differentiated, nonlinearities count as piecewise linear: exact for rectifiers, a lower
 * bound for others. Throws for layers with matrices that are neither dense nor plain convolutions.
 */
export function countProducts(program: Program): Product[] {
  const found = new Map<string, Product>()
  for (const { players, times } of program.phases[0]?.steps ?? []) {
    for (const [{ kernel: _, ...layer }, pass] of players.flatMap((step) => productsOf(program, step))) {
      const key = `${layer.layer} ${pass}`
      found.set(key, { ...layer, pass, times: (found.get(key)?.times ?? 0) + times })
    }
  }
  return [...found.values()]
}

/** Operations of a round: of its convolutions, or of its dense layers. */
export function sumFlops(products: readonly Product[], which: 'convolution' | 'dense'): number {
  const chosen = products.filter(({ size }) => (size === null) === (which === 'dense'))
  return chosen.reduce((sum, { flops, times }) => sum + flops * times, 0)
}

function productsOf(program: Program, step: PlayerStep): [Layer, Pass][] {
  const owned = new Set(program.players[step.player]?.weights)
  const before = step.before.flatMap((instruction) => writeOut(program, instruction))
  const inside = step.inside.flatMap((instruction) => writeOut(program, instruction))
  const made = [...before, ...inside].flatMap(forwardProducts)
  const active = activeRegisters(inside, owned, [])
  const live = liveRegisters(
    inside,
    step.terms.map(({ register }) => register),
  )
  for (const node of inside) {
    if (!node.outputs.some((register) => live.has(register) && active.has(register))) continue
    if (node.body.length > 0) made.push(...differentiateAgain(node, owned))
    if (node.layer && owned.has(node.layer.kernel)) made.push([node.layer, 'filter'])
    if (node.layer && node.inputs.some((register) => active.has(register))) made.push([node.layer, 'input'])
  }
  return made
}

/** What running a node multiplies; a gradient runs its body and differentiates it by its input. */
function forwardProducts(node: Node): [Layer, Pass][] {
  if (node.layer) return [[node.layer, 'forward']]
  const back = onPath(node).map((layer): [Layer, Pass] => [layer, 'input'])
  return [...node.body.flatMap(forwardProducts), ...back]
}

/** A gradient's derivative by owned kernels: each input gradient is linear in its kernel and in what came before it. */
function differentiateAgain(gradient: Node, owned: Set<string>): [Layer, Pass][] {
  const layers = onPath(gradient)
  return layers.flatMap((layer, at) => {
    const passes: Pass[] = []
    if (owned.has(layer.kernel)) passes.push('filter')
    if (layers.slice(at + 1).some(({ kernel }) => owned.has(kernel))) passes.push('forward')
    return passes.map((pass): [Layer, Pass] => [layer, pass])
  })
}

/** The layers between a gradient's `at` and its `of`, in order. */
function onPath({ inputs: [of = '', at = ''], body }: Node): Layer[] {
  const active = activeRegisters(body, new Set(), [at])
  const live = liveRegisters(body, [of])
  return body.flatMap(({ layer, inputs, outputs }) => {
    const on = inputs.some((name) => active.has(name)) && outputs.some((name) => live.has(name))
    return layer && on ? [layer] : []
  })
}

/** Registers that owned weights, or `from`, reach. */
function activeRegisters(nodes: readonly Node[], owned: Set<string>, from: readonly string[]): Set<string> {
  const active = new Set(from)
  for (const { inputs, outputs, cut, layer, body } of nodes) {
    const moved = layer !== null && owned.has(layer.kernel)
    const inBody = body.some((inner) => inner.layer !== null && owned.has(inner.layer.kernel))
    if (!cut && (moved || inBody || inputs.some((name) => active.has(name)))) {
      for (const name of outputs) active.add(name)
    }
  }
  return active
}

/** Registers that reach one of `ends`. */
function liveRegisters(nodes: readonly Node[], ends: readonly string[]): Set<string> {
  const live = new Set(ends)
  for (const { inputs, outputs, cut } of nodes.toReversed()) {
    if (!cut && outputs.some((name) => live.has(name))) for (const name of inputs) live.add(name)
  }
  return live
}

function writeOut(program: Program, instruction: Instruction): Node[] {
  if (instruction.op === 'gradient') {
    const { of, at } = instruction.in
    const body = instruction.body.flatMap((inner) => writeOut(program, inner))
    return [{ inputs: [of, at], outputs: [instruction.out.out], cut: false, layer: null, body }]
  }
  if (instruction.op === 'apply') return [nodeOf(program, instruction, { network: '', at: '' })]
  const network = program.networks[instruction.network]
  if (network === undefined) throw new Error(`no network ${instruction.network}`)
  const place = { network: instruction.network, at: `${instruction.id}/` }
  const wire = (from: string, to: string): Node => {
    return { inputs: [from], outputs: [to], cut: false, layer: null, body: [] }
  }
  return [
    ...Object.entries(instruction.in).map(([name, register]) => wire(register, place.at + name)),
    ...network.instructions.map((inner) => nodeOf(program, inner, place)),
    ...Object.entries(instruction.out).map(([name, register]) =>
      wire(place.at + network.outputs[name], register),
    ),
  ]
}

function nodeOf(program: Program, apply: ApplyInstruction, place: { network: string; at: string }): Node {
  const rename = (register: string) => place.at + register
  return {
    inputs: Object.values(apply.in).map(rename),
    outputs: Object.values(apply.out).map(rename),
    cut: kindOf(apply.role, apply.kind)?.differentiable === 0,
    layer: layerOf(program, apply, place.network),
    body: [],
  }
}

function layerOf(program: Program, apply: ApplyInstruction, network: string): Layer | null {
  const matrices = Object.values(apply.weights).filter(
    (path) => (program.weights[`${network}/${path}`]?.shape.length ?? 0) > 1,
  )
  const [path] = matrices
  if (path === undefined) return null
  const types = program.networks[network]?.types ?? {}
  const shapeOf = (registers: Record<string, string>) => types[Object.values(registers)[0] ?? '']?.shape ?? []
  const kernel = `${network}/${path}`
  const sides = program.weights[kernel]?.shape ?? []
  const size = sizeOf(apply, shapeOf(apply.in), shapeOf(apply.out), program.batch)
  if (size === undefined) throw new Error(`no count of operations for layers of kind ${apply.kind}`)
  const places = size === null ? elementCount(shapeOf(apply.in).slice(0, -1)) : size.outHeight * size.outWidth
  const flops = 2 * program.batch * places * elementCount(sides)
  return { layer: `${network}/${apply.id}`, kernel, flops, size }
}

/** Undefined for a kind that is none of the three. */
function sizeOf(
  { kind, params }: ApplyInstruction,
  from: readonly number[],
  to: readonly number[],
  batch: number,
): ConvolutionSize | null | undefined {
  if (kind === 'dense') return null
  if (kind !== 'conv2d' && kind !== 'conv2d_transpose') return undefined
  const [large, small] = kind === 'conv2d' ? [from, to] : [to, from]
  const [height = 0, width = 0, channels = 0] = large
  const [outHeight = 0, outWidth = 0, filters = 0] = small
  const { kernel, stride } = params as { kernel: number; stride: number }
  return { batch, height, width, channels, outHeight, outWidth, filters, kernel, stride }
}
