// What an edit changes of a program, for whoever keeps something that an older program made.
import type { Program } from '../compiler/program/program'
import { isSame } from '../lib/same'

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
  const differs = (part: (program: Program) => unknown) => !isSame(part(before), part(after))
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
    batch,
    seed,
    networks,
    weights,
    state,
    data: untitled(data),
    players: Object.fromEntries(unpaced),
    steps: phases.map(({ steps }) => steps),
  }
}

function partOfPace({ rounds, players, phases }: Program): unknown {
  const rates = Object.entries(players).map(([id, { optimizer }]) => [id, optimizer.params.rate] as const)
  return { rounds, rates: Object.fromEntries(rates), until: phases.map(({ until }) => until) }
}

function partOfViews({ views, values, types }: Program): unknown {
  return { views: untitled(views), values, types }
}

function untitled(titled: Record<string, { title?: string | undefined }>): unknown {
  return Object.fromEntries(Object.entries(titled).map(([id, { title: _, ...rest }]) => [id, rest]))
}
