// Long runs stay small and keep their shape.
import { describe, expect, it } from 'vitest'
import type { LossPoint, ViewFrame } from '../../workers/trainer.api'
import { appendFrame, appendLosses } from './thinning'

const point = (round: number, critic: number): LossPoint => ({ round, losses: { critic } })
const frame = (round: number): ViewFrame => ({
  view: 'points',
  round,
  drawing: { form: 'plot', extent: 1, points: [], heat: null },
})

describe('loss points', () => {
  const wave = (round: number) => Math.sin(round / 2000) + (round === 31_337 ? 50 : 0)

  it('stay below the limit and keep the first, the newest, and every peak', () => {
    let points: LossPoint[] = []
    for (let round = 1; round <= 100_000; round++)
      points = appendLosses(points, [point(round, wave(round))], 400)
    expect(points.length).toBeLessThanOrEqual(400)
    expect(points.length).toBeGreaterThan(150)
    expect(points[0]?.round).toBe(1)
    expect(points.at(-1)?.round).toBe(100_000)
    expect(points.find(({ round }) => round === 31_337)?.losses['critic']).toBe(wave(31_337))
    const rounds = points.map(({ round }) => round)
    expect(rounds).toEqual([...rounds].sort((a, b) => a - b))
  })

  it('draw the same curve after thinning', () => {
    let points: LossPoint[] = []
    for (let round = 1; round <= 50_000; round++)
      points = appendLosses(points, [point(round, Math.sin(round / 4000))], 400)
    for (let i = 1; i < points.length; i++) {
      const [a, b] = [points[i - 1]!, points[i]!]
      const middle = Math.round((a.round + b.round) / 2)
      const drawn = (a.losses['critic']! + b.losses['critic']!) / 2
      expect(Math.abs(drawn - Math.sin(middle / 4000))).toBeLessThan(0.05)
    }
  })

  it('keep divergence visible', () => {
    const points = Array.from({ length: 40 }, (_, i) => point(i, i === 18 ? NaN : 1))
    const thinned = appendLosses(points, [point(40, 1)], 30)
    expect(thinned.length).toBeLessThan(30)
    expect(thinned.find(({ round }) => round === 18)?.losses['critic']).toBeNaN()
  })

  it('are replaced when the run went back', () => {
    const points = appendLosses([point(10, 1), point(20, 2), point(30, 3)], [point(20, 9), point(25, 8)])
    expect(points).toEqual([point(10, 1), point(20, 9), point(25, 8)])
  })
})

describe('frames', () => {
  it('keep the first and the newest, at about even distances', () => {
    let frames: ViewFrame[] = []
    for (let round = 0; round <= 10_000; round += 10) frames = appendFrame(frames, frame(round), 60)
    const rounds = frames.map(({ round }) => round)
    expect(rounds).toHaveLength(60)
    expect(rounds[0]).toBe(0)
    expect(rounds.at(-1)).toBe(10_000)
    const gaps = rounds.slice(1).map((round, i) => round - rounds[i]!)
    expect(Math.max(...gaps)).toBeLessThanOrEqual((4 * 10_000) / 60)
  })

  it('of the same round replace each other', () => {
    expect(appendFrame([frame(5), frame(10)], frame(10)).map(({ round }) => round)).toEqual([5, 10])
  })
})
