// Notices what goes wrong with a run that still consists of numbers, and says each thing once: who, what, and what usually helps.
import type { ProgramChange } from '../../src/engine/change'
import type { Program } from '../../src/compiler/program/program'
import { canonicalJson } from '../../src/lib/canonical'
import { curveAt, fractionDone, phaseOf } from '../../src/engine/curves'
import type { Engine } from '../../src/engine/engine'
import type { ViewData } from '../../src/engine/views'
import type { LossPoint } from '../trainer.api'
import {
  isAhead,
  isCollapsed,
  isSaturated,
  patience,
  remember,
  saturationRounds,
  sketchOf,
  spreadOf,
  type Look,
  type MeanLoss,
} from './health'
import { judgedViews, rivalsIn, type JudgedView, type Rivals } from './rivals'

export interface HealthWatch {
  /** Losses that were read back, each the mean since the last point. */
  seeLosses(point: LossPoint): void
  /** A view that was read back anyway. */
  seeView(view: string, round: number, data: ViewData): Promise<void>
  /** Changed by hand: where steps or weights are others, what was seen before says nothing any more; else it goes on. */
  follow(change: ProgramChange): void
}

/** Fewer samples say too little of how much they differ. */
const fewestSamples = 16
/** Losses jump about from round to round: so many rounds are taken together. */
const roundsPerMean = 20

/** `tell` is called at most once for each kind of notice, whatever is changed by hand. */
export function watchHealth(engine: Engine, tell: (text: string) => void): HealthWatch {
  let views = beginViews(engine.program)
  let losses = beginLosses(engine)
  let [collapseTold, saturationTold] = [false, false]
  return {
    seeLosses(point) {
      losses.add(point)
      const rivals = saturationTold ? null : losses.findSaturated()
      if (rivals === null) return
      saturationTold = true
      tell(saturationSentence(rivals))
    },
    async seeView(id, round, data) {
      const view = views[id]
      if (view === undefined || collapseTold) return
      const spread = await relativeSpread(engine, view, data)
      if (spread === null) return
      const { program } = engine
      view.looks = remember(view.looks, { round, spread }, patience(program.rounds))
      // Whoever learns nothing makes the same again and again, too: that is another fault, with other remedies.
      if (collapseTold || losses.isAhead(view.judge) || !isCollapsed(view.looks, program.rounds)) return
      collapseTold = true
      tell(collapseSentence(program, view, { round, spread }))
    },
    follow({ steps }) {
      views = beginViews(engine.program, steps ? {} : views)
      if (steps) losses = beginLosses(engine)
    },
  }
}

interface WatchedView extends JudgedView {
  /** What is looked at, as text. */
  shown: string
  looks: readonly Look[]
  /** How far real samples are apart; found out once. */
  realSpread: Promise<number> | null
}

/** `before`: what is known of views; those that show the same as before keep their looks, whatever they are called. */
function beginViews(program: Program, before: Record<string, WatchedView> = {}): Record<string, WatchedView> {
  const views = Object.entries(judgedViews(program)).map(([id, view]) => {
    const { as, value, weights } = program.views[id] ?? {}
    const shown = canonicalJson({ ...view, as, value, weights })
    const looks = before[id]?.shown === shown ? before[id].looks : []
    return [id, { ...view, shown, looks, realSpread: null }] as const
  })
  return Object.fromEntries(views)
}

/** How far the samples of a view are apart, as a fraction of how far real ones are; null where that cannot be said. */
async function relativeSpread(engine: Engine, view: WatchedView, data: ViewData): Promise<number | null> {
  const { values, shape } = data.value
  const count = shape[0] ?? 0
  if (count < fewestSamples) return null
  const sketch = sketchOf(values, { count, size: values.length / count })
  view.realSpread ??= spreadOfReal(engine, view, { data, count: sketch.count })
  const spread = spreadOf(sketch) / (await view.realSpread)
  return Number.isFinite(spread) ? spread : null
}

async function spreadOfReal(
  engine: Engine,
  { real }: WatchedView,
  { data, count }: { data: ViewData; count: number },
): Promise<number> {
  const fresh = () => (real === null ? null : engine.sample(real, { count, seed: engine.program.seed }))
  const samples = data.beside.real ?? (await fresh())
  if (samples === null) return NaN
  const { values, shape } = samples
  return spreadOf(sketchOf(values, { count, size: values.length / (shape[0] ?? 0) }))
}

/** Gathers the losses of every player that judges another in the present phase. */
function beginLosses(engine: Engine) {
  let phase = -1
  let rivals: Rivals[] = []
  let judges = new Map<string, ReturnType<typeof gatherMeans>>()
  return {
    add({ round, losses }: LossPoint) {
      const { program } = engine
      const present = phaseOf(program, Math.max(0, round - 1))
      // By its place: a program that was edited has other objects.
      const place = program.phases.indexOf(present)
      if (place !== phase) {
        phase = place
        rivals = rivalsIn(program, present)
        judges = new Map(rivals.map(({ judge }) => [judge, gatherMeans(round)]))
      }
      for (const [player, gather] of judges) {
        const loss = losses[player]
        if (loss !== undefined) gather.add(round, loss)
      }
    },
    isAhead: (judge: string): boolean => judges.get(judge)?.isAhead() ?? false,
    /** The first two of whom one has been right nearly always. */
    findSaturated: (): Rivals | null => rivals.find(({ judge }) => judges.get(judge)?.isSaturated()) ?? null,
  }
}

/** Joins losses into means over some rounds. The first point only says where they begin. */
function gatherMeans(start: number) {
  let [from, last, sum, lowest] = [start, start, 0, 0]
  let means: readonly MeanLoss[] = []
  return {
    isAhead: () => isAhead(means, lowest),
    isSaturated: () => isSaturated(means, lowest),
    add(round: number, loss: number) {
      sum += loss * (round - last)
      last = round
      if (round - from < roundsPerMean) return
      const mean = sum / (round - from)
      means = remember(means, { round, loss: mean }, saturationRounds)
      lowest = Math.min(lowest, mean)
      from = round
      sum = 0
    },
  }
}

function collapseSentence(
  program: Program,
  { maker, judge }: Rivals,
  seen: { round: number; spread: number },
): string {
  const share = Math.max(1, Math.round(100 * seen.spread))
  const rate = (player: string) => rateOf(program, player, seen.round)
  const [made, judged] = [rate(maker), rate(judge)]
  const slower = made === judged ? `lower rates` : `a lower rate for ${made > judged ? maker : judge}`
  return (
    `${maker} makes nearly the same sample whatever the noise (mode collapse): for ${patience(program.rounds)} rounds its ` +
    `samples have differed far less than real ones, now ${share} % as much. What usually helps: ${slower}, a larger batch, or ` +
    `a gradient penalty for ${judge}.`
  )
}

function rateOf(program: Program, player: string, round: number): number {
  const rate = program.players[player]?.optimizer.params.rate
  return curveAt((rate ?? 0) as Parameters<typeof curveAt>[0], fractionDone(program, round))
}

function saturationSentence({ maker, judge }: Rivals): string {
  return (
    `${judge} has been right about nearly every sample for ${saturationRounds} rounds, so ${maker} hardly learns what to ` +
    `change. What usually helps: a lower rate for ${judge} or a higher one for ${maker}, dropout in ${judge}, or for ${maker} ` +
    `the non-saturating form of its loss.`
  )
}
