// Draws wires as smooth steps around cards: the shortest of a few straight-angled ways that runs under no card.
import type { Point, Rect } from './places'

/** A wire's way, corner by corner, and where it first turns. */
export interface Route {
  points: Point[]
  turn: number
}

const margin = 10
const stub = 20

export interface RouteArgs {
  from: Point
  to: Point
  /** Cards, the wire's own two included. */
  cards: readonly Rect[]
  /** Wires of different sources get different lanes, so that they do not run over each other. */
  lane: number
  /** Pixels from the source that should stay straight, for the label. */
  straight: number
}

/** The way of one wire. Falls back to the plain step where every way is blocked. */
export function routeWire({ from, to, cards, lane, straight }: RouteArgs): Route {
  const near = nearCards(from, to, cards)
  const shift = (lane % 5) * 8
  const forward = to.x - from.x
  if (forward >= 2 * stub) {
    const last = to.x - stub
    const wished = Math.min(last, from.x + Math.max(stub, straight) + shift)
    const turns = [wished, from.x + forward / 2, last, from.x + stub + shift]
    if (Math.abs(from.y - to.y) < 1) turns.length = 1
    for (const turn of turns) {
      const points = step(from, to, turn)
      if (turn > from.x && turn < to.x && isClear(points, near)) return { points, turn }
    }
  }
  return around({ from, to, cards: near, straight }, shift) ?? plain(from, to)
}

function step(from: Point, to: Point, turn: number): Point[] {
  if (Math.abs(from.y - to.y) < 1) return [from, { x: to.x, y: from.y }]
  return [from, { x: turn, y: from.y }, { x: turn, y: to.y }, to]
}

function plain(from: Point, to: Point): Route {
  const turn = to.x > from.x ? (from.x + to.x) / 2 : from.x + stub
  return { points: step(from, to, turn), turn }
}

function nearCards(from: Point, to: Point, cards: readonly Rect[]): Rect[] {
  const reach = stub + 60
  const [left, right] = [Math.min(from.x, to.x) - reach, Math.max(from.x, to.x) + reach]
  return cards.filter((card) => card.x < right && card.x + card.width > left)
}

/** Out of the source, along a free height, and into the target. */
function around({ from, to, cards, straight }: Omit<RouteArgs, 'lane'>, shift: number): Route | null {
  const middle = (from.y + to.y) / 2
  const heights = [middle]
  for (const { y, height } of cards)
    heights.push(y - margin - 6 - shift / 2, y + height + margin + 6 + shift / 2)
  const length = (y: number) => Math.abs(from.y - y) + Math.abs(to.y - y)
  heights.sort((a, b) => length(a) - length(b))
  for (const leave of [from.x + Math.max(stub, straight) + shift, from.x + stub + shift, from.x + stub]) {
    for (const enter of [to.x - stub - shift / 2, to.x - stub]) {
      for (const y of heights.slice(0, 60)) {
        const points = [
          from,
          { x: leave, y: from.y },
          { x: leave, y },
          { x: enter, y },
          { x: enter, y: to.y },
          to,
        ]
        if (isClear(points, cards)) return { points, turn: leave }
      }
    }
  }
  return null
}

/** Whether no segment runs under a card. The first and last segments may touch the cards that they belong to. */
export function isClear(points: readonly Point[], cards: readonly Rect[]): boolean {
  for (let i = 0; i + 1 < points.length; i++) {
    const [a, b] = [points[i], points[i + 1]]
    if (!a || !b) continue
    const inset = i === 0 || i + 2 === points.length ? -1 : margin - 4
    if (cards.some((card) => crosses(a, b, card, inset))) return false
  }
  return true
}

function crosses(a: Point, b: Point, card: Rect, reach: number): boolean {
  return (
    Math.max(a.x, b.x) > card.x - reach &&
    Math.min(a.x, b.x) < card.x + card.width + reach &&
    Math.max(a.y, b.y) > card.y - reach &&
    Math.min(a.y, b.y) < card.y + card.height + reach
  )
}

/** An SVG path through the points with rounded corners. */
export function roundedPath(points: readonly Point[], radius = 8): string {
  const [start] = points
  if (!start) return ''
  let path = `M${start.x} ${start.y}`
  for (let i = 1; i < points.length; i++) {
    const [before, at, after] = [points[i - 1], points[i], points[i + 1]]
    if (!before || !at) continue
    if (!after) {
      path += `L${at.x} ${at.y}`
      continue
    }
    const [inward, outward] = [distance(before, at), distance(at, after)]
    const bend = Math.min(radius, inward / 2, outward / 2)
    if (bend < 0.5) continue
    const [enter, leave] = [towards(at, before, bend / inward), towards(at, after, bend / outward)]
    path += `L${enter.x} ${enter.y}Q${at.x} ${at.y} ${leave.x} ${leave.y}`
  }
  return path
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

function towards(a: Point, b: Point, share: number): Point {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share }
}
