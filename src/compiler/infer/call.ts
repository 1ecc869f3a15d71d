// Infers a call: a network applied to values of the game.
import { pointer } from '../../document/pointer'
import { deletion, problem, setting } from '../../document/problems'
import type { Problem } from '../../document/types'
import type { TensorType } from '../../kinds/types'
import { domainAdvice } from './advice'
import { describeType, sizesOf } from './sentences'
import type { GraphArgs, NetworkInference, NodeResult, Wired } from './types'
import { missingInput, unknownPort, wireProblem } from './wire'

/** Checks that the network exists and that what is wired to its inputs fits, and yields its outputs. */
export function inferCall(wired: Wired, { network: networkOf }: GraphArgs): NodeResult {
  const { id, node, path } = wired
  const network = node.network === undefined ? undefined : networkOf(node.network)
  if (node.network === undefined || !network)
    return { outputs: null, inferred: null, problems: [missingNetwork(wired)] }
  const name = node.network
  const problems = [
    ...missingPorts(wired, network, name),
    ...Object.entries(network.inputs).flatMap(([port, expected]) =>
      portProblems(wired, port, expected, name),
    ),
  ]
  const [stray] = Object.keys(node.params)
  if (stray !== undefined) problems.push(strayParam(id, path, stray))
  const failed = problems.some((problem) => problem.severity === 'error')
  const outputs = Object.entries(network.outputs).map(([output, found]) =>
    found ? { name: output, register: `${id}.${output}`, type: found.type } : null,
  )
  const known = outputs.filter((output) => output !== null)
  // One unfinished output makes them all unknown: a reference without a name must not change its meaning meanwhile.
  if (failed || wired.blind || known.length < outputs.length)
    return { outputs: null, inferred: null, problems }
  const inferred = {
    kind: null,
    in: Object.fromEntries(Object.entries(wired.inputs).map(([port, { register }]) => [port, register])),
    out: Object.fromEntries(known.map((output) => [output.name, output.register])),
    params: {},
    weights: {},
    state: {},
  }
  return { outputs: known, inferred, problems }
}

function missingNetwork({ id, node, path }: Wired): Problem {
  const what = node.network === undefined ? 'calls no network' : `calls ${node.network}, which does not exist`
  return problem('unknown_network', {
    where: pointer(...path, 'network'),
    message: `${id} ${what}.`,
    remedy: 'Choose a network for it, or delete it.',
    repairs: [deletion(...path)],
  })
}

function strayParam(id: string, path: readonly string[], name: string): Problem {
  return problem('bad_param', {
    where: pointer(...path, 'params', name),
    message: `${id} is a call and has no parameters, but ${name} is given.`,
    remedy: 'Remove it.',
    repairs: [deletion(...path, 'params', name)],
  })
}

function missingPorts(wired: Wired, network: NetworkInference, name: string): Problem[] {
  const { id, node } = wired
  const missing = Object.keys(network.inputs)
    .filter((port) => !Object.hasOwn(node.in, port))
    .map((port) => missingInput(wired, port, `Nothing is wired to ${port} of ${id}.`))
  const unknown = Object.keys(node.in)
    .filter((port) => !Object.hasOwn(network.inputs, port))
    .map((port) =>
      unknownPort(wired, port, `${id} wires something to ${port}, but ${name} has no such input.`),
    )
  return [...missing, ...unknown]
}

function portProblems(
  { id, node, path, inputs }: Wired,
  port: string,
  expected: TensorType,
  name: string,
): Problem[] {
  const actual = inputs[port]?.type
  if (!actual) return []
  const source = node.in[port] ?? ''
  const batched = (type: TensorType) => type.domain !== 'scalar'
  if (String(actual.shape) !== String(expected.shape) || batched(actual) !== batched(expected)) {
    const shape = [...actual.shape]
    return [
      wireProblem('shape_mismatch', path, port, {
        message: `${id}: ${name} takes ${describeType(expected)} at ${port}, but ${source} gives ${describeType(actual)}.`,
        remedy: batched(actual)
          ? `Open ${name} and set the shape of ${port} to ${sizesOf(shape)}, or change what makes ${source}.`
          : `Wire something with a batch to ${port}.`,
        repairs: batched(actual) ? [setting(['networks', name, 'inputs', port, 'shape'], shape)] : [],
      }),
    ]
  }
  const advice = domainAdvice({
    consumer: id,
    port,
    source,
    expected: expected.domain,
    actual: actual.domain,
  })
  return advice ? [wireProblem('domain_mismatch', path, port, advice)] : []
}
