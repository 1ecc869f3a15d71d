// Holds all gradients of a kind against finite differences, over random parameter sets; what every backend is tried on.
import { layers, values } from '../../kinds/registry'
import type { Kind, Ops } from '../../kinds/types'
import { checkGradients, fill, settle, type Filled } from './gradientCheck'
import { randomCases, type Case } from './randomCase'

/** The worst relative error of a gradient of either order. */
export const tolerance = 1e-3
/** All that compute: instructions of the program are the compiler's and the engine's. */
export const kinds = [...Object.entries(layers), ...Object.entries(values)].filter(
  ([, kind]) => !kind.instruction,
)

/** One parameter set and how far its gradients were off. */
interface Checked {
  one: Case
  first: number
  second: number
}

/** A kind's errors by parameter set, and which of its weights had a gradient in any of them. */
export interface KindErrors {
  checked: Checked[]
  used: Set<string>
  named: Set<string>
}

/** The worst errors of both orders, as a report shows them. */
export function worstOf({ checked }: KindErrors): [first: string, second: string] {
  const worst = (order: 'first' | 'second') => Math.max(...checked.map((errors) => errors[order]))
  return checked.length === 0
    ? ['–', '–']
    : [worst('first').toExponential(1), worst('second').toExponential(1)]
}

/** Numbers for a case of a kind, away from its kinks; a power iteration has settled. */
export function filledFor(ops: Ops, id: string, kind: Kind, one: Case): Filled {
  return settle(ops, kind, one, fill(id, kind, one))
}

/** Checks a differentiable kind on the current backend. The cpu backend must have been started. */
export async function checkKind(ops: Ops, id: string, kind: Kind, sets: number): Promise<KindErrors> {
  const result: KindErrors = { checked: [], used: new Set(), named: new Set() }
  for (const one of randomCases(id, kind, sets)) {
    const filled = filledFor(ops, id, kind, one)
    if (Object.keys(filled.inputs).length === 0) continue
    Object.keys(filled.weights).forEach((name) => result.named.add(name))
    // Kinds with a state compute something else in views, and that is differentiated too where a network is frozen.
    for (const train of Object.keys(filled.state).length > 0 ? [true, false] : [true]) {
      const { first, second, used } = await checkGradients(ops, kind, one, filled, train)
      result.checked.push({ one, first, second })
      used.forEach((name) => result.used.add(name))
    }
  }
  return result
}
