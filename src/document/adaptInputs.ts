// After data of another size came into a document: the inputs of networks that read them directly take that size.
import { setPort } from './editNodes'
import { splitReference } from './references'
import type { GanvasDocument } from './types'

/**
 * Gives the shape of the data's fields to every network input that a call wires straight to them. Layers inside the networks
 * are left as they are: what no longer fits among them is a problem on its node.
 */
export function adaptInputs(document: GanvasDocument, { data }: { data: string }): GanvasDocument {
  const fields = document.data[data]?.fields ?? {}
  const sources = new Set(
    Object.entries(document.game.values).flatMap(([id, { params }]) => (params.data === data ? [id] : [])),
  )
  let changed = document
  for (const { network, in: wires } of Object.values(document.game.values)) {
    for (const [input, reference] of Object.entries(wires)) {
      const { id, output } = splitReference(reference)
      const field = sources.has(id) && output !== null ? fields[output] : undefined
      const port = network === undefined ? undefined : changed.networks[network]?.inputs[input]
      if (network === undefined || !field || !port) continue
      changed = setPort(changed, { network, input, port: { ...port, shape: field.shape } })
    }
  }
  return changed
}
