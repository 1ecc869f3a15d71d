// Measures real data as if it were generated: the measures must say that it is right.
import { describe, expect, it } from 'vitest'
import type { Program } from '../compiler/program/program'
import { madeSets } from '../data/made/registry'
import { makeSource } from '../data/makeSource'
import { measurePoints } from './measurePoints'

/** A program that shows `fake` over the points of a made set; nothing in it can train. */
function programOf(name: string): Program {
  const fields = madeSets[name]?.fields ?? {}
  return {
    format: 'ganvas-program',
    title: name,
    batch: 8,
    seed: 1,
    rounds: 1,
    data: { points: { source: `made/${name}`, seed: 1, count: 1000, fields } },
    networks: {},
    weights: {},
    state: {},
    values: [
      {
        op: 'apply',
        id: 'real',
        role: 'value',
        kind: 'source',
        params: { data: 'points' },
        in: {},
        out: { label: 'real.label', point: 'real.point' },
        weights: {},
        state: {},
      },
    ],
    types: {},
    players: {},
    phases: [],
    views: {
      scatter: {
        as: 'scatter',
        count: 10,
        weights: 'average',
        title: '',
        value: 'fake',
        real: 'real.point',
        instructions: [],
      },
    },
  }
}

describe('measurePoints', () => {
  it.each(['ring', 'grid'])('finds no fault with real points of %s', async (name) => {
    const sampler = {
      sample: async (_: string, { count, seed }: { count: number; seed: number }) => {
        const fields = madeSets[name]?.fields ?? {}
        const section = { source: `made/${name}`, seed, count, fields }
        const { point } = (await makeSource(section)).read(Array.from({ length: count }, (_, index) => index))
        return { values: point ?? [] }
      },
    }
    const metrics = await measurePoints(programOf(name), sampler, { seed: 77 })
    const modes = madeSets[name]?.modes?.centres.length
    expect(metrics).toMatchObject({ modesCovered: modes, modesStrong: modes })
    expect(metrics?.highQualityShare).toBeCloseTo(1 - Math.exp(-4.5), 2)
    // Two samples of 10,000 fill c cells alike up to about c / (4 ln 2 · 10,000) bits; the reference floor is 0.0008.
    expect(metrics?.js).toBeLessThan(0.005)
    expect(metrics?.jsFloor).toBeLessThan(0.005)
    expect(metrics?.jsFloor).toBeGreaterThan(0)
  })

  it('asks for the view’s value, as often as the definitions say', async () => {
    const asked: unknown[] = []
    const sampler = {
      sample: (register: string, options: { count: number }) => {
        asked.push([register, options])
        return Promise.resolve({ values: new Float32Array(2 * options.count) })
      },
    }
    const metrics = await measurePoints(programOf('ring'), sampler, { seed: 5 })
    expect(asked).toEqual([['fake', { count: 12_500, seed: 5, weights: 'average' }]])
    expect(metrics).toMatchObject({ modesCovered: 0, highQualityShare: 0 })
    expect(metrics?.js).toBeCloseTo(1, 12)
  })

  it('measures nothing where no modes are known', async () => {
    const sampler = { sample: () => Promise.reject(new Error('asked')) }
    expect(await measurePoints(programOf('moons'), sampler, { seed: 1 })).toBeNull()
    expect(await measurePoints({ ...programOf('ring'), views: {} }, sampler, { seed: 1 })).toBeNull()
  })
})
