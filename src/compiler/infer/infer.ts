// Shapes, domains, parameter counts and problems of a document, on every edit.
import type { GanvasDocument, Problem } from '../../document/types'
import type { TensorType } from '../../kinds/types'
import { analyseDocument, typesOf } from '../analyse'
import type { Register } from '../program/program'

export { resolveType } from './scope'

export interface Inference {
  networks: Record<
    string,
    {
      /** Types of the registers that are known: `id` for inputs, `layer.out` for layers. */
      types: Record<Register, TensorType>
      /** Parameters per layer. */
      parameters: Record<string, number>
      total: number
    }
  >
  /** Types of the game's values: `real.image`, `fake.image`, `loss_real.out`. */
  types: Record<Register, TensorType>
  /** Errors first. */
  problems: Problem[]
}

/**
 * Infers whatever can be inferred and says what is wrong with the rest. Never throws. A node after a broken one has no type
 * and no problem of its own.
 */
export function inferDocument(document: GanvasDocument): Inference {
  const { networks, types, problems } = analyseDocument(document)
  return {
    networks: Object.fromEntries(
      [...networks].map(([id, { graph, parameters, total }]) => [
        id,
        { types: typesOf(graph), parameters, total },
      ]),
    ),
    types,
    problems,
  }
}
