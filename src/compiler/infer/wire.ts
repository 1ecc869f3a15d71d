// What every way of inferring a node needs: problems at a wire, and the types that arrive.
import { pointer } from '../../document/pointer'
import { problem, type Told } from '../../document/problems'
import type { Problem } from '../../document/types'
import type { TensorType } from '../../kinds/types'
import type { ProblemCode } from '../../lib/codes'
import type { Output, Wired } from './types'

/** A problem at the wire into one port of the node at `path`. */
export function wireProblem<Code extends ProblemCode>(
  code: Code,
  path: readonly string[],
  port: string,
  told: Omit<Told<Code>, 'where'>,
): Problem {
  return problem(code, { where: pointer(...path, 'in', port), ...told })
}

/** A port of the node at `path`, as edits of wires name it. */
export function portAt(path: readonly string[], port: string) {
  const [room, network = ''] = path
  return { graph: room === 'game' ? 'game' : network, to: { node: path.at(-1) ?? '', port } }
}

/** Takes away the wire into a port of the node at `path`. */
export function unwiring(path: readonly string[], port: string) {
  return { kind: 'unwire', ...portAt(path, port) } as const
}

/** A port that has no wire. */
export function missingInput({ id, path }: Wired, port: string, message: string): Problem {
  return wireProblem('missing_input', path, port, { message, remedy: `Draw a wire to ${id}.` })
}

/** A wire that ends at no port. */
export function unknownPort({ path }: Wired, port: string, message: string): Problem {
  const repairs = [unwiring(path, port)]
  return wireProblem('unknown_port', path, port, { message, remedy: 'Remove that wire.', repairs })
}

/** The types of a node's inputs, without names and registers. */
export function inputTypes(inputs: Readonly<Record<string, Output>>): Record<string, TensorType> {
  return Object.fromEntries(Object.entries(inputs).map(([port, output]) => [port, output.type]))
}
