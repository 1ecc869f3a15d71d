// What an edit changes of a program, for whoever keeps something that an older program made.
import { canonicalJson } from '../../lib/canonical'
import { withoutTitles } from './hash'
import type { Program } from './program'

/** Which parts differ. Where all are false, the programs are the same: `programHash` is equal. */
export interface ProgramChange {
  /** What a step asks of the device: networks, data, terms, optimizers, but not the rates, which a step reads anew. */
  steps: boolean
  /** What training computes: a step, a rate, or how long which phase lasts. */
  training: boolean
  /** What is looked at. */
  views: boolean
}

/** Of a program of which nothing before is known. */
export const everythingChanged: ProgramChange = { steps: true, training: true, views: true }

/** What differs between two programs of one project. Titles do not count. */
export function programChange(before: Program, after: Program): ProgramChange {
  if (before === after) return { steps: false, training: false, views: false }
  const [old, next] = [withoutTitles(before), withoutTitles(after)]
  const differs = (part: (program: Program) => unknown) =>
    canonicalJson(part(old)) !== canonicalJson(part(next))
  const steps = differs(partOfSteps)
  return { steps, training: steps || differs(partOfPace), views: differs(partOfViews) }
}

/** A weight of a term counts whole, also where it is a curve: a step holds the curve that it was recorded with. */
function partOfSteps({ batch, seed, data, networks, weights, state, players, phases }: Program): unknown {
  const unpaced = Object.entries(players).map(([id, player]) => {
    const { rate: _, ...params } = player.optimizer.params
    return [id, { ...player, optimizer: { ...player.optimizer, params } }] as const
  })
  return {
    ...{ batch, seed, data, networks, weights, state },
    players: Object.fromEntries(unpaced),
    steps: phases.map(({ steps }) => steps),
  }
}

function partOfPace({ rounds, players, phases }: Program): unknown {
  const rates = Object.entries(players).map(([id, { optimizer }]) => [id, optimizer.params.rate] as const)
  return { rounds, rates: Object.fromEntries(rates), until: phases.map(({ until }) => until) }
}

function partOfViews({ views, values, types }: Program): unknown {
  return { views, values, types }
}
