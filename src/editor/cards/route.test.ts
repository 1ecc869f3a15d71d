// Wires never run under cards where there is a way around them.
import { expect, test } from 'vitest'
import type { Rect } from './places'
import { isClear, roundedPath, routeWire } from './route'

const source: Rect = { x: 0, y: 0, width: 200, height: 56 }
const target: Rect = { x: 600, y: 0, width: 200, height: 56 }
const from = { x: 200, y: 28 }
const to = { x: 600, y: 28 }

test('a free way is straight', () => {
  const route = routeWire({ from, to, cards: [source, target], lane: 0, straight: 80 })
  expect(route.points).toEqual([from, to])
})

test('a card in between is walked around', () => {
  const between: Rect = { x: 300, y: 0, width: 200, height: 56 }
  const cards = [source, between, target]
  expect(isClear([from, to], cards)).toBe(false)
  const route = routeWire({ from, to, cards, lane: 2, straight: 80 })
  expect(isClear(route.points, cards)).toBe(true)
  expect(route.points.length).toBe(6)
})

test('a wire backwards leaves to the right and enters from the left', () => {
  const cards = [source, { ...target, x: -400 }]
  const route = routeWire({ from, to: { x: -400, y: 28 }, cards, lane: 0, straight: 80 })
  expect(isClear(route.points, cards)).toBe(true)
  expect(route.points[1]?.x).toBeGreaterThan(from.x)
  expect(route.points.at(-2)?.x).toBeLessThan(-400)
})

test('a rounded path starts and ends where the wire does', () => {
  const path = roundedPath([
    { x: 0, y: 0 },
    { x: 50, y: 0 },
    { x: 50, y: 40 },
    { x: 90, y: 40 },
  ])
  expect(path.startsWith('M0 0')).toBe(true)
  expect(path.endsWith('L90 40')).toBe(true)
  expect(path.match(/Q/g)).toHaveLength(2)
})
