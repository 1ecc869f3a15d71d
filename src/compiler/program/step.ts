// Compiles one player's part of a step: its terms, and what runs outside and inside the gradient scope.
import { splitReference } from '../../document/references'
import type { GanvasDocument } from '../../document/types'
import { own } from '../../lib/own'
import { owns } from '../check/schedule'
import { resolveReference } from '../infer/scope'
import type { Analysis } from '../infer/types'
import { instructionOf, withoutUnread } from './instructions'
import type { PlayerStep } from './program'
import { isZeroThroughout, sliceStep } from './slice'

/** The step of a player in the phase that runs from one fraction of the rounds until another. */
export function compileStep(args: {
  document: GanvasDocument
  analysis: Analysis
  player: string
  from: number
  until: number
}): PlayerStep {
  const { document, analysis, player, from, until } = args
  const { game: graph, trainers } = analysis
  const minimizes = own(document.game.players, player)?.minimizes ?? {}
  const terms = Object.keys(minimizes)
    .sort()
    .flatMap((reference) => {
      const resolved = resolveReference(graph.scope, reference)
      const weight = minimizes[reference] ?? 0
      if (resolved.state !== 'found' || isZeroThroughout(weight, from, until)) return []
      return [{ register: resolved.output.register, weight }]
    })
  const owned = [...trainers].filter(([, trainer]) => trainer === player).map(([path]) => path)
  const slice = sliceStep({
    graph,
    terms: terms.map(({ register }) => splitReference(register).id),
    owns: (id) => owns(document.game.values[id]?.network, owned),
  })
  const all = withoutUnread(
    [...slice.before, ...slice.inside].map((id) => instructionOf(document, graph, id)),
    terms.map(({ register }) => register),
  )
  return { player, terms, before: all.slice(0, slice.before.length), inside: all.slice(slice.before.length) }
}
