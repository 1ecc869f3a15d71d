// What every way of inferring a node needs: problems at a wire, and the types that arrive.
import { pointer } from '../../document/pointer'
import type { Problem } from '../../document/types'
import type { TensorType } from '../../kinds/types'
import type { Output } from './types'

/** A problem at one wire of a node. */
export function wireProblem(args: {
  code: string
  path: readonly string[]
  port: string
  message: string
  remedy?: string | undefined
  severity?: Problem['severity']
}): Problem {
  const { code, path, port, message, remedy, severity = 'error' } = args
  const problem: Problem = { severity, code, where: pointer(...path, 'in', port), message }
  return remedy === undefined ? problem : { ...problem, remedy }
}

/** The types of a node's inputs, without names and registers. */
export function inputTypes(inputs: Readonly<Record<string, Output>>): Record<string, TensorType> {
  return Object.fromEntries(Object.entries(inputs).map(([port, output]) => [port, output.type]))
}
