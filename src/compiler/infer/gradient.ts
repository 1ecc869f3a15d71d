// Infers a gradient: finds what leads from one value to another, and refuses what cannot be differentiated twice.
import type { Reference } from '../../document/types'
import { splitReference } from '../../document/references'
import { kindOf } from '../../kinds/registry'
import type { Kind } from '../../kinds/types'
import { dependencyOrder } from '../../lib/order'
import type { Register } from '../program/program'
import { inferKind } from './kind'
import { resolveReference } from './scope'
import { listOf } from './sentences'
import type { GraphArgs, NetworkInference, NodeResult, Scope, Wired } from './types'
import { wireProblem } from './wire'

/** Something that may lie on the way. */
interface Station {
  id: string
  reads: Register[]
  /** What it makes that depends, smoothly, on the registers given; nothing where no gradient flows through it. */
  makes: (given: ReadonlySet<Register>) => Passage
}

interface Passage {
  registers: Register[]
  /** What on the way through it has no second derivative, in words. */
  rough: string[]
}

/** A gradient's type, with the values that it runs again; a problem where there is no way, or a rough one. */
export function inferGradient(wired: Wired, args: GraphArgs, scope: Scope): NodeResult {
  const result = inferKind(wired, args)
  const { of, at } = wired.inputs
  if (!result.inferred || !of || !at) return result
  const { id, node, path } = wired
  const refuse = (message: string, remedy: string): NodeResult => ({
    outputs: null,
    inferred: null,
    problems: [
      ...result.problems,
      wireProblem('no_derivative', path, 'of', { message: `${id}: ${message}`, remedy }),
    ],
  })
  const way = wayBetween(stationsOf(node.in.of ?? '', args, scope), new Set([at.register]), [of.register])
  const wires = { of: node.in.of ?? '', at: node.in.at ?? '' }
  if (of.register === at.register) return refuse('of and at are the same value.', 'Wire a score to of.')
  if (way.rough.length > 0) {
    return refuse(
      `the way from ${wires.at} to ${wires.of} passes through ${listOf(way.rough)}, which cannot be differentiated twice.`,
      'Replace it, or take the gradient past it.',
    )
  }
  if (way.body.length === 0) {
    const cut = way.cut.length === 0 ? '' : ` but through ${listOf(way.cut)}, where gradients stop`
    return refuse(
      `${wires.of} does not depend on ${wires.at}${cut}.`,
      'Wire the value that the score was made from to at.',
    )
  }
  return { ...result, inferred: { ...result.inferred, body: way.body } }
}

/** Whatever a value may be made from, in order. */
function stationsOf(
  reference: Reference,
  { nodes, network: networkOf, role }: GraphArgs,
  scope: Scope,
): Station[] {
  const sources = (id: string) => Object.values(nodes[id]?.in ?? {}).map((wire) => splitReference(wire).id)
  return dependencyOrder([splitReference(reference).id], sources).order.flatMap((id): Station[] => {
    const node = nodes[id]
    if (!node) return []
    const ports = Object.entries(node.in).flatMap(([port, wire]): [string, Register][] => {
      const resolved = resolveReference(scope, wire)
      return resolved.state === 'found' ? [[port, resolved.output.register]] : []
    })
    const reads = ports.map(([, register]) => register)
    const registers = (scope.get(id) ?? []).map((output) => output.register)
    const network = node.network === undefined ? undefined : networkOf(node.network)
    if (network) {
      const name = node.network ?? ''
      const makes = (given: ReadonlySet<Register>): Passage => {
        const open = ports.filter(([, register]) => given.has(register)).map(([port]) => port)
        const { reached, rough } = throughNetwork(network, new Set(open), name)
        return { registers: reached.map((output) => `${id}.${output}`), rough }
      }
      return [{ id, reads, makes }]
    }
    const kind = kindOf(role, node.kind)
    return kind ? [stationOf({ id, name: id, kind, reads, registers })] : []
  })
}

function stationOf(args: {
  id: string
  name: string
  kind: Kind
  reads: Register[]
  registers: Register[]
}): Station {
  const { id, name, kind, reads, registers } = args
  const rough = kind.differentiable === 1 ? [`${name} (${kind.title})`] : []
  return { id, reads, makes: () => ({ registers: kind.differentiable === 0 ? [] : registers, rough }) }
}

/** Which outputs of a network depend on the given inputs, and through which layers that have no second derivative. */
function throughNetwork(
  { graph, needed, outputs, inputs }: NetworkInference,
  open: ReadonlySet<string>,
  name: string,
): { reached: string[]; rough: string[] } {
  const stations = needed.flatMap((id): Station[] => {
    const node = graph.nodes.get(id)
    if (!node?.kind) return []
    const reads = Object.values(node.in)
    const { inner } = node
    if (inner) {
      const makes = (given: ReadonlySet<Register>): Passage => {
        const within = Object.keys(node.in).filter((port) => given.has(node.in[port] ?? ''))
        const { reached, rough } = throughNetwork(inner, new Set(within), `${name}/${id}`)
        return { registers: reached.map((output) => node.out[output] ?? ''), rough }
      }
      return [{ id, reads, makes }]
    }
    return [
      stationOf({ id, name: `${name}/${id}`, kind: node.kind, reads, registers: Object.values(node.out) }),
    ]
  })
  const from = new Set([...open].filter((input) => Object.hasOwn(inputs, input)))
  const ends = Object.entries(outputs).map(([output, found]) => [output, found?.register ?? ''] as const)
  const { dependent, rough } = wayBetween(
    stations,
    from,
    ends.map(([, register]) => register),
  )
  return { reached: ends.filter(([, end]) => dependent.has(end)).map(([output]) => output), rough }
}

/** The stations that lead from some registers to others, and what is wrong with them. */
function wayBetween(stations: readonly Station[], from: ReadonlySet<Register>, to: readonly Register[]) {
  const dependent = new Set(from)
  const passed: { station: Station; passage: Passage }[] = []
  for (const station of stations) {
    if (!station.reads.some((register) => dependent.has(register))) continue
    const passage = station.makes(dependent)
    for (const register of passage.registers) dependent.add(register)
    passed.push({ station, passage })
  }
  const wanted = new Set(to.filter((register) => dependent.has(register)))
  const body: string[] = []
  const rough: string[] = []
  for (const { station, passage } of passed.toReversed()) {
    if (!passage.registers.some((register) => wanted.has(register))) continue
    body.unshift(station.id)
    rough.unshift(...passage.rough)
    for (const register of station.reads) if (dependent.has(register)) wanted.add(register)
  }
  const cut = passed.filter(({ passage }) => passage.registers.length === 0).map(({ station }) => station.id)
  return { body, rough, cut, dependent }
}
