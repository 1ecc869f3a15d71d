// Infers one layer or value by asking its kind.
import { pointer } from '../../document/pointer'
import { deletion, problem } from '../../document/problems'
import type { Domain, Json, Problem } from '../../document/types'
import { kindOf } from '../../kinds/registry'
import type { InferArgs, Kind, TensorType } from '../../kinds/types'
import { elementCount, formatCount } from '../../lib/format'
import { fail, succeed, type Result } from '../../lib/result'
import { caps } from '../check/caps'
import { domainAdvice } from './advice'
import { paramProblems } from './params'
import { arranging, withoutLast } from './repairs'
import { asSentence, describeType, plausiblePicture, sizesOf } from './sentences'
import type { GraphArgs, NodeResult, Wired } from './types'
import { inputTypes, missingInput, portAt, unknownPort, wireProblem } from './wire'

/** Checks params, ports and shapes, and says what a kind yields; advice on domains comes along as warnings. */
export function inferKind(wired: Wired, graph: GraphArgs): NodeResult {
  const { id, node, path } = wired
  const { role, data } = graph
  const kind = kindOf(role, node.kind)
  if (!kind) return broken([unknownKind(wired, role)])
  const parsed = kind.params.safeParse(node.params, { reportInput: true })
  const problems = parsed.success ? [] : paramProblems(id, [...path, 'params'], kind, parsed.error.issues)
  problems.push(...portProblems(wired, kind))
  if (!parsed.success || wired.blind || problems.length > 0) return broken(problems)
  // No prototype: a kind that looks a name up must not find `constructor`.
  const sections = Object.assign(Object.create(null) as InferArgs<unknown>['data'], data)
  const args = { inputs: inputTypes(wired.inputs), params: parsed.data, data: sections }
  const outputs = askKind(kind, args)
  if (!outputs.ok) return broken([shapeProblem(wired, role, kind, args, outputs.error)])
  const tooLarge = outputs.value.specs.find((shape) => elementCount(shape) > caps.tensor)
  if (tooLarge) return broken([sizeProblem(wired, tooLarge)])
  const { types, weights, state, noise } = outputs.value
  const named = Object.entries(types).map(([name, type]) => ({ name, register: `${id}.${name}`, type }))
  return {
    outputs: named,
    inferred: {
      kind,
      in: Object.fromEntries(Object.entries(wired.inputs).map(([port, { register }]) => [port, register])),
      out: Object.fromEntries(named.map(({ name, register }) => [name, register])),
      params: parsed.data as Record<string, Json>,
      weights,
      state,
      ...(Object.keys(noise).length > 0 && { noise }),
    },
    problems: advise(wired, kind, graph),
  }
}

function broken(problems: Problem[]): NodeResult {
  return { outputs: null, inferred: null, problems }
}

/** Everything that a kind says of itself; a throw inside a kind becomes a sentence, since inference never throws. */
function askKind(kind: Kind, args: InferArgs<Record<string, unknown>>) {
  try {
    const types = kind.infer(args)
    if (!types.ok) return types
    const weights = kind.weights?.(args) ?? {}
    const state = kind.state?.(args) ?? {}
    const noise = kind.noise?.(args) ?? {}
    const all: Record<string, { shape: readonly number[] }>[] = [types.value, weights, state, noise]
    const specs = all.flatMap((record) => Object.values(record).map(({ shape }) => shape))
    return succeed({ types: types.value, weights, state, noise, specs })
  } catch (error) {
    return fail(
      `cannot work with these inputs (${error instanceof Error ? error.message : 'unknown reason'})`,
    )
  }
}

function unknownKind({ id, node, path }: Wired, role: string): Problem {
  const other = kindOf(role === 'layer' ? 'value' : 'layer', node.kind)
  const place = role === 'layer' ? 'the game, not to a network' : 'a network, not to the game'
  return problem('unknown_kind', {
    where: pointer(...path, 'kind'),
    message: other
      ? `${id} is of kind ${node.kind}, which belongs to ${place}.`
      : `${id} is of kind ${node.kind}, which this version of Ganvas does not know.`,
    remedy: `Delete ${id}, or change its kind.`,
    repairs: [deletion(...path)],
  })
}

function portProblems(wired: Wired, kind: Kind): Problem[] {
  if (kind.inputs === 'many') return []
  const { id, node } = wired
  const ports = Object.keys(kind.inputs)
  const missing = ports
    .filter((port) => !Object.hasOwn(node.in, port))
    .map((port) =>
      missingInput(
        wired,
        port,
        ports.length === 1 ? `${id} has no input.` : `Nothing is wired to ${port} of ${id}.`,
      ),
    )
  const only = ports.length > 0 ? `, only ${ports.join(', ')}` : ''
  const unknown = Object.keys(node.in)
    .filter((port) => !ports.includes(port))
    .map((port) => unknownPort(wired, port, `${id} has no port ${port}${only}.`))
  return [...missing, ...unknown]
}

function advise({ id, node, path, inputs }: Wired, kind: Kind, graph: GraphArgs): Problem[] {
  if (kind.inputs === 'many') return []
  return Object.entries(kind.inputs).flatMap(([port, { domain: expected }]) => {
    const actual = inputs[port]?.type.domain
    if (actual === undefined) return []
    const source = node.in[port] ?? ''
    const adviceOn = (domain: Domain) =>
      domainAdvice({ consumer: id, port, source, expected, actual: domain })
    const advice = adviceOn(actual)
    if (!advice) return []
    const repairs =
      expected === 'logit' ? withoutLast(source, graph, (domain) => adviceOn(domain) === null) : []
    return [wireProblem('domain_mismatch', path, port, { ...advice, repairs })]
  })
}

/** The kind's own sentence, or a better one where a reshape or a flatten in front would mend it. */
function shapeProblem(
  { id, node, path, inputs }: Wired,
  role: GraphArgs['role'],
  kind: Kind,
  args: InferArgs<Record<string, unknown>>,
  reason: string,
): Problem {
  const [port, ...others] = Object.keys(inputs)
  const own = asSentence(`${id}: ${reason}`)
  if (port === undefined) return problem('shape_mismatch', { where: pointer(...path), message: own })
  if (others.length > 0) return problem('shape_mismatch', { where: pointer(...path, 'in'), message: own })
  const mended = mend(kind, args, port)
  if (!mended.ok) return wireProblem('shape_mismatch', path, port, { message: own })
  const { needs, type, arranged, remedy } = mended.value
  const { graph, to: before } = portAt(path, port)
  return wireProblem('shape_mismatch', path, port, {
    message: `${id} needs ${needs}, but ${node.in[port]} gives ${describeType(type)}.`,
    remedy,
    repairs: role === 'layer' ? [{ kind: 'insert', graph, layer: arranged.layer, before }] : [],
  })
}

interface Mended {
  needs: string
  remedy: string
  type: TensorType
  arranged: NonNullable<ReturnType<typeof arranging>>
}

/** Tries the input as a vector and as a picture: what would the kind take? */
function mend(kind: Kind, args: InferArgs<Record<string, unknown>>, port: string): Result<Mended, null> {
  const type = args.inputs[port]
  if (!type || type.domain === 'scalar') return fail(null)
  const count = elementCount(type.shape)
  const shape = type.shape.length > 1 ? [count] : plausiblePicture(count)
  const arranged = shape && arranging(shape)
  if (!arranged) return fail(null)
  const inputs = { [port]: { ...type, shape, domain: 'features' as const } }
  if (!askKind(kind, { ...args, inputs }).ok) return fail(null)
  const { title } = arranged
  return succeed(
    type.shape.length > 1
      ? { needs: 'a vector', remedy: `Insert ${title} in front of it.`, type, arranged }
      : { needs: 'an image', remedy: `Insert ${title} to ${sizesOf(shape)}?`, type, arranged },
  )
}

function sizeProblem({ id, path }: Wired, shape: readonly number[]): Problem {
  return problem('too_large', {
    where: pointer(...path),
    message: `${id} makes a tensor of ${formatCount(elementCount(shape))} numbers (${sizesOf(shape)}); at most ${formatCount(caps.tensor)} fit.`,
    remedy: 'Make it smaller.',
  })
}
