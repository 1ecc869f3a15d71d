// Other names for everything in a document, for tests of what must not depend on them.
import type { GanvasDocument } from '../types'

/** The document with another title wherever the format has one. */
export function retitled(document: GanvasDocument): GanvasDocument {
  const next = structuredClone(document)
  const { networks, data, game } = next
  const layers = Object.values(networks).flatMap((network) => Object.values(network.layers))
  const records = [networks, data, game.values, game.players, game.views].flatMap((record) =>
    Object.values<{ title?: string | undefined }>(record),
  )
  for (const titled of [next, ...layers, ...records]) titled.title = 'Renamed'
  return next
}
