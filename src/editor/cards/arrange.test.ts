// Auto-layout leaves no two cards on each other, whatever the graph, and is the same every time.
import Elk from 'elkjs/lib/elk.bundled.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arrange, freePlace } from './arrange'
import type { ArrangeCard, ArrangeWire } from './arrangeTypes'

const elk = new Elk()

const graphs = fc
  .array(
    fc.record({
      wide: fc.boolean(),
      height: fc.integer({ min: 56, max: 160 }),
      from: fc.array(fc.nat(), { maxLength: 3 }),
    }),
    {
      minLength: 1,
      maxLength: 24,
    },
  )
  .map((nodes) => {
    const cards = nodes.map(({ wide, height, from }, index): ArrangeCard => ({
      id: `n${index}`,
      width: wide ? 280 : 216,
      height,
      inputs: from.map((_, port) => ({ name: `x${port}`, y: 20 + port * 12 })),
      outputs: [{ name: 'out', y: height / 2 }],
    }))
    // Backward wires (circles) are part of unfinished documents.
    const wires = nodes.flatMap(({ from }, index): ArrangeWire[] =>
      from.map((source, port) => ({
        from: `n${source % nodes.length}`,
        output: 'out',
        to: `n${index}`,
        input: `x${port}`,
      })),
    )
    return { cards, wires }
  })

test('no overlap, and wires have room for their labels', async () => {
  await fc.assert(
    fc.asyncProperty(graphs, async ({ cards, wires }) => {
      const positions = await arrange(elk, cards, wires)
      const rects = cards.map(({ id, width, height }) => {
        const [x, y] = positions[id] ?? expect.fail(`${id} has no place`)
        return { x, y, width, height }
      })
      for (const [i, a] of rects.entries()) {
        for (const b of rects.slice(i + 1)) {
          const apart =
            a.x + a.width + 16 <= b.x ||
            b.x + b.width + 16 <= a.x ||
            a.y + a.height + 16 <= b.y ||
            b.y + b.height + 16 <= a.y
          expect(apart, JSON.stringify([a, b])).toBe(true)
        }
      }
      expect(await arrange(elk, cards, wires)).toEqual(positions)
    }),
    { numRuns: 20 },
  )
})

test('a chain reads from left to right, and names of ports that are not there are left out', async () => {
  const card = (id: string): ArrangeCard => ({
    id,
    width: 216,
    height: 56,
    inputs: [{ name: 'x', y: 28 }],
    outputs: [{ name: 'out', y: 28 }],
  })
  const wires = [
    { from: 'a', output: 'out', to: 'b', input: 'x' },
    { from: 'b', output: 'gone', to: 'c', input: 'x' },
  ]
  const positions = await arrange(elk, [card('b'), card('a'), card('c')], wires)
  expect((positions.b?.[0] ?? 0) - (positions.a?.[0] ?? 0)).toBeGreaterThanOrEqual(216 + 64)
  expect(positions.a?.[1]).toBe(positions.b?.[1])
})

test('a long chain is folded into rows that read from left to right', async () => {
  const cards = Array.from({ length: 12 }, (_, index) => ({
    id: `n${index}`,
    width: 216,
    height: 56,
    inputs: index === 0 ? [] : [{ name: 'x', y: 28 }],
    outputs: [{ name: 'out', y: 28 }],
  }))
  const wires = cards.slice(1).map(({ id }, index) => ({
    from: `n${index}`,
    output: 'out',
    to: id,
    input: 'x',
    label: 'B×14×14×64',
  }))
  const positions = await arrange(elk, cards, wires)
  const places = cards.map(({ id }) => positions[id] ?? expect.fail(id))
  expect(Math.max(...places.map(([x]) => x))).toBeLessThan(1400)
  const rows = [...new Set(places.map(([, y]) => y))]
  expect(rows.length).toBeGreaterThanOrEqual(3)
  for (const row of rows) {
    const inRow = places.filter(([, y]) => y === row).map(([x]) => x)
    expect([...inRow].sort((a, b) => a - b)).toEqual(inRow)
    for (const [i, x] of inRow.slice(1).entries())
      expect(x - (inRow[i] ?? 0)).toBeGreaterThanOrEqual(216 + 67)
  }
})

test('a new card goes below what is already there', () => {
  const size = { width: 216, height: 56 }
  const taken = [
    { x: 0, y: 0, ...size },
    { x: 0, y: 90, ...size },
  ]
  const [x, y] = freePlace([10, 10], size, taken)
  expect(x).toBe(12)
  expect(y).toBeGreaterThanOrEqual(146)
  expect(freePlace([400, 0], size, taken)).toEqual([400, 0])
})
