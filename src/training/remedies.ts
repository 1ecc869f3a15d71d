// What usually helps a run that diverged, as edits of the document: each is offered only where it applies.
import { isCurve } from '../document/curves'
import { setPlayer } from '../document/editPlayers'
import { freeId } from '../document/ids'
import { splitReference } from '../document/references'
import type { Curve, GanvasDocument, Player } from '../document/types'
import { inferDocument } from '../compiler/infer/infer'
import { kindOf, values as valueKinds } from '../kinds/registry'
import { own } from '../lib/own'
import type { Divergence } from '../engine/types'

/** One edit, in words and done. */
export interface Remedy {
  id: 'rate' | 'clip' | 'penalty'
  label: string
  document: GanvasDocument
}

type GameValue = GanvasDocument['game']['values'][string]

const usualLength = 1
/** Half of γ = 10 (arXiv:1801.04406). */
const usualPenalty = 5

/** Lower rate, clipped gradients, a stronger penalty; of the player that trains where it began. */
export function remediesFor(document: GanvasDocument, divergence: Divergence): Remedy[] {
  const id = culprit(document, divergence)
  const player = own(document.game.players, id)
  if (!player) return []
  const name = player.title ?? id
  const remedies: Remedy[] = []
  const offer = (remedy: Remedy) => {
    if (remedy.document !== document && isSound(remedy.document)) remedies.push(remedy)
  }
  const { rate } = player.optimizer.params
  if ((typeof rate === 'number' || isCurve(rate)) && largest(rate) > 0) {
    const params = { ...player.optimizer.params, rate: scaled(rate, 0.1) }
    offer({
      id: 'rate',
      label: `Lower ${name}’s rate to ${short(largest(rate) / 10)}`,
      document: setPlayer(document, { player: id, patch: { optimizer: { ...player.optimizer, params } } }),
    })
  }
  if (!player.clipGradients) {
    offer({
      id: 'clip',
      label: `Clip ${name}’s gradients at ${usualLength}`,
      document: setPlayer(document, { player: id, patch: { clipGradients: usualLength } }),
    })
  }
  const penalty = penaltyOf(document, player)
  if (penalty) {
    const minimizes = { ...player.minimizes, [penalty.term]: scaled(penalty.weight, 10) }
    offer({
      id: 'penalty',
      label: `Weigh ${name}’s penalty ten times as much`,
      document: setPlayer(document, { player: id, patch: { minimizes } }),
    })
  } else {
    const punished = addPenalty(document, id)
    if (punished) offer({ id: 'penalty', label: `Add a gradient penalty to ${name}`, document: punished })
  }
  return remedies
}

/** Who trains the layer where it began; where nobody does, whose step it was. */
function culprit({ game }: GanvasDocument, { player, place }: Divergence): string {
  if (place === null) return player
  const path = `${place.graph}/${place.node}`
  const owners = Object.entries(game.players).filter(([, { trains }]) =>
    trains.some((owned) => path === owned || path.startsWith(`${owned}/`)),
  )
  return owners[0]?.[0] ?? player
}

/** The term of a player's objective that is made from a slope. */
function penaltyOf({ game }: GanvasDocument, player: Player): { term: string; weight: Curve } | null {
  const leadsBack = (reference: string, seen: readonly string[] = []): boolean => {
    const { id } = splitReference(reference)
    const value = own(game.values, id)
    if (!value || seen.includes(id)) return false
    if (value.kind === 'gradient') return true
    return (
      value.network === undefined && Object.values(value.in).some((input) => leadsBack(input, [...seen, id]))
    )
  }
  const found = Object.entries(player.minimizes).find(
    ([term, weight]) => largest(weight) > 0 && leadsBack(term),
  )
  return found ? { term: found[0], weight: found[1] } : null
}

/** R1: the squared slope of the player's score at the data, as one more term of its objective. */
function addPenalty(document: GanvasDocument, id: string): GanvasDocument | null {
  const { values, players } = document.game
  const player = own(players, id)
  const scored = Object.entries(values).find(
    ([, { network, in: inputs }]) =>
      network !== undefined && player?.trains.includes(network) && Object.values(inputs).some(isData),
  )
  const at = scored && Object.values(scored[1].in).find(isData)
  const length = squaredLengthOf()
  if (!player || !scored || at === undefined || !length) return null
  const free = (name: string) => freeId(name, (taken) => Object.hasOwn(values, taken))
  const slope = free('slope')
  const penalty = free('penalty')
  const added = {
    [slope]: { kind: 'gradient', title: 'Slope at the data', in: { of: scored[0], at }, params: {} },
    [penalty]: { ...length(slope), title: 'Gradient penalty' },
  }
  const minimizes = { ...player.minimizes, [penalty]: usualPenalty }
  const game = { ...document.game, values: { ...values, ...added } }
  return setPlayer({ ...document, game }, { player: id, patch: { minimizes } })

  function isData(reference: string): boolean {
    const source = own(values, splitReference(reference).id)
    return source !== undefined && kindOf('value', source.kind)?.readsData === true
  }
}

/** Makes the value that is the mean squared length of another one's samples; null where no kind is. */
function squaredLengthOf(): ((reference: string) => GameValue) | null {
  for (const [kind, { squaredLength }] of Object.entries(valueKinds)) {
    if (!squaredLength) continue
    const params = squaredLength.params as GameValue['params']
    return (x) => ({ kind, params, in: { [squaredLength.input]: x } })
  }
  return null
}

function isSound(document: GanvasDocument): boolean {
  return inferDocument(document).problems.every(({ severity }) => severity !== 'error')
}

function largest(curve: Curve): number {
  return typeof curve === 'number' ? curve : Math.max(...curve.points.map(([, value]) => value))
}

function scaled(curve: Curve, factor: number): Curve {
  if (typeof curve === 'number') return round(curve * factor)
  return { ...curve, points: curve.points.map(([at, value]) => [at, round(value * factor)]) }
}

/** Without the tail that binary fractions leave: 0.0002 / 10 is 0.00002. */
function round(value: number): number {
  return Number(value.toPrecision(12))
}

function short(value: number): string {
  return String(round(value))
}
