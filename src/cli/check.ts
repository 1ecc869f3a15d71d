// `ganvas check`: a document's problems, shapes and parameter counts as one JSON line.
import { inferDocument, type Inference } from '../compiler/infer/infer'
import type { GanvasDocument, Problem } from '../document/types'
import type { CheckCommand } from './arguments'
import type { Exit, Print } from './exit'
import { problemSentence, readDocument } from './files'

/** What is wrong with the document's structure is reported like any problem; what is no document at all is bad input. */
export async function checkDocument({ document: path }: CheckCommand, print: Print): Promise<Exit> {
  const read = await readDocument(path)
  if (!read.ok) {
    const structural = read.error.every((problem) => problem.code === 'invalid_structure')
    if (!structural) return { code: 2, sentence: problemSentence(path, read.error) }
    print({ problems: read.error.map(printed), networks: {} })
    return { code: 1 }
  }
  const inference = inferDocument(read.value)
  print({ problems: inference.problems.map(printed), networks: describeNetworks(read.value, inference) })
  return { code: inference.problems.some((problem) => problem.severity === 'error') ? 1 : 0 }
}

function printed({ severity, code, where, message, remedy }: Problem) {
  return { severity, code, where, message, remedy: remedy ?? '' }
}

/** Parameters and the shape of the (first) output of every layer; null where it is unknown. */
function describeNetworks({ networks }: GanvasDocument, inference: Inference) {
  const described = Object.entries(networks).map(([id, network]) => {
    const { types = {}, parameters = {}, total = 0 } = inference.networks[id] ?? {}
    const layers = Object.keys(network.layers).map((layer) => {
      const register = Object.keys(types).find((name) => name.startsWith(`${layer}.`))
      const shape = register === undefined ? null : (types[register]?.shape ?? null)
      return [layer, { shape, parameters: parameters[layer] ?? 0 }] as const
    })
    return [id, { parameters: total, layers: Object.fromEntries(layers) }] as const
  })
  return Object.fromEntries(described)
}
