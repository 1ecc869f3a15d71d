// Infers one layer or value by asking its kind.
import { issueProblems } from '../../document/issues'
import { pointer } from '../../document/pointer'
import type { Json, Problem } from '../../document/types'
import { kindOf } from '../../kinds/registry'
import type { InferArgs, Kind, TensorType } from '../../kinds/types'
import { elementCount, formatCount } from '../../lib/format'
import { fail, succeed, type Result } from '../../lib/result'
import { caps } from '../check/caps'
import { domainAdvice } from './advice'
import { asSentence, describeType, plausiblePicture, sizesOf } from './sentences'
import type { GraphArgs, NodeResult, Wired } from './types'
import { inputTypes, wireProblem } from './wire'

/** Checks params, ports and shapes, and says what a kind yields; advice on domains comes along as warnings. */
export function inferKind(wired: Wired, { role, data }: GraphArgs): NodeResult {
  const { id, node, path } = wired
  const kind = kindOf(role, node.kind)
  if (!kind) return broken([unknownKind(wired, role)])
  const parsed = kind.params.safeParse(node.params, { reportInput: true })
  const problems = parsed.success ? [] : issueProblems(parsed.error.issues, [...path, 'params'], 'bad_param')
  for (const problem of problems) problem.message = `${id}: ${problem.message}`
  problems.push(...portProblems(wired, kind))
  if (!parsed.success || wired.blind || problems.length > 0) return broken(problems)
  // No prototype: a kind that looks a name up must not find `constructor`.
  const sections = Object.assign(Object.create(null) as InferArgs<unknown>['data'], data)
  const args = { inputs: inputTypes(wired.inputs), params: parsed.data, data: sections }
  const outputs = askKind(kind, args)
  if (!outputs.ok) return broken([shapeProblem(wired, kind, args, outputs.error)])
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
    problems: advise(wired, kind),
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
  return {
    severity: 'error',
    code: 'unknown_kind',
    where: pointer(...path, 'kind'),
    message: other
      ? `${id} is of kind ${node.kind}, which belongs to ${place}.`
      : `${id} is of kind ${node.kind}, which this version of Ganvas does not know.`,
    remedy: `Delete ${id}, or change its kind.`,
  }
}

function portProblems({ id, node, path }: Wired, kind: Kind): Problem[] {
  if (kind.inputs === 'many') return []
  const ports = Object.keys(kind.inputs)
  const missing = ports
    .filter((port) => !Object.hasOwn(node.in, port))
    .map((port) => {
      const message = ports.length === 1 ? `${id} has no input.` : `Nothing is wired to ${port} of ${id}.`
      return wireProblem({ code: 'missing_input', path, port, message, remedy: `Draw a wire to ${id}.` })
    })
  const unknown = Object.keys(node.in)
    .filter((port) => !ports.includes(port))
    .map((port) => {
      const message = `${id} has no port ${port}${ports.length > 0 ? `, only ${ports.join(', ')}` : ''}.`
      return wireProblem({ code: 'unknown_port', path, port, message, remedy: 'Remove that wire.' })
    })
  return [...missing, ...unknown]
}

function advise({ id, node, path, inputs }: Wired, kind: Kind): Problem[] {
  if (kind.inputs === 'many') return []
  return Object.entries(kind.inputs).flatMap(([port, { domain }]) => {
    const actual = inputs[port]?.type.domain
    if (actual === undefined) return []
    const advice = domainAdvice({ consumer: id, port, source: node.in[port] ?? '', expected: domain, actual })
    if (!advice) return []
    return [wireProblem({ code: 'domain_mismatch', severity: 'warning', path, port, ...advice })]
  })
}

/** The kind's own sentence, or a better one where a reshape or a flatten in front would mend it. */
function shapeProblem(
  wired: Wired,
  kind: Kind,
  args: InferArgs<Record<string, unknown>>,
  reason: string,
): Problem {
  const { id, node, path } = wired
  const [port, ...others] = Object.keys(wired.inputs)
  const own = asSentence(`${id}: ${reason}`)
  const at = { code: 'shape_mismatch', severity: 'error' as const }
  if (port === undefined) return { ...at, where: pointer(...path), message: own }
  const mended = others.length === 0 ? mend(kind, args, port) : fail(null)
  if (!mended.ok)
    return others.length > 0
      ? { ...at, where: pointer(...path, 'in'), message: own }
      : wireProblem({ ...at, path, port, message: own })
  const { needs, remedy, type } = mended.value
  const message = `${id} needs ${needs}, but ${node.in[port]} gives ${describeType(type)}.`
  return wireProblem({ ...at, path, port, message, remedy })
}

/** Tries the input as a vector and as a picture: what would the kind take? */
function mend(
  kind: Kind,
  args: InferArgs<Record<string, unknown>>,
  port: string,
): Result<{ needs: string; remedy: string; type: TensorType }, null> {
  const type = args.inputs[port]
  if (!type || type.domain === 'scalar') return fail(null)
  const takes = (shape: number[]) =>
    askKind(kind, { ...args, inputs: { [port]: { ...type, shape, domain: 'features' } } }).ok
  const count = elementCount(type.shape)
  if (type.shape.length > 1 && takes([count])) {
    return succeed({ needs: 'a vector', remedy: 'Insert Flatten in front of it.', type })
  }
  const picture = type.shape.length === 1 ? plausiblePicture(count) : null
  if (picture && takes(picture)) {
    return succeed({ needs: 'an image', remedy: `Insert Reshape to ${sizesOf(picture)}?`, type })
  }
  return fail(null)
}

function sizeProblem({ id, path }: Wired, shape: readonly number[]): Problem {
  return {
    severity: 'error',
    code: 'too_large',
    where: pointer(...path),
    message: `${id} makes a tensor of ${formatCount(elementCount(shape))} numbers (${sizesOf(shape)}); at most ${formatCount(caps.tensor)} fit.`,
    remedy: 'Make it smaller.',
  }
}
