// Which player stands behind a layer, a value or a wire, for colours.
import { splitReference } from '../../document/references'
import type { GanvasDocument } from '../../document/types'

/** The player that trains a layer (or, for null, the network as a whole); the most exact path wins. */
export function trainerOfLayer(
  document: GanvasDocument,
  network: string,
  layer: string | null,
): string | null {
  const players = Object.entries(document.game.players).sort(([a], [b]) => (a < b ? -1 : 1))
  const trains = (path: string) => players.find(([, player]) => player.trains.includes(path))?.[0]
  const whole = trains(network)
  const exact = layer === null ? undefined : trains(`${network}/${layer}`)
  const part =
    layer === null
      ? players.find(([, { trains }]) => trains.some((path) => path.startsWith(`${network}/`)))?.[0]
      : undefined
  return exact ?? whole ?? part ?? null
}

const cache = new WeakMap<GanvasDocument, Record<string, string[]>>()

/** For every value of the game, the players whose objective it is an ancestor of. */
export function objectivesOf(document: GanvasDocument): Record<string, string[]> {
  const known = cache.get(document)
  if (known) return known
  const objectives: Record<string, string[]> = Object.create(null) as Record<string, string[]>
  for (const [id, player] of Object.entries(document.game.players)) {
    const seen = new Set<string>()
    const open = Object.keys(player.minimizes).map((reference) => splitReference(reference).id)
    for (let value = open.pop(); value !== undefined; value = open.pop()) {
      if (seen.has(value)) continue
      seen.add(value)
      ;(objectives[value] ??= []).push(id)
      const inputs = document.game.values[value]?.in ?? {}
      open.push(...Object.values(inputs).map((reference) => splitReference(reference).id))
    }
  }
  cache.set(document, objectives)
  return objectives
}
