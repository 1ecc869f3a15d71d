// Checks what is found to be measurable in the templates, and that measuring works from the plan to the figures.
import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { compileProgram } from '../compiler/program/compile'
import type { Program } from '../compiler/program/program'
import { parseDocumentText } from '../document/parse'
import type { Ops } from '../kinds/types'
import { makeSource } from '../data/makeSource'
import { loadOps, startBackend } from '../tensors/backends'
import { createEngine } from '../engine/engine'
import { dataFor } from './dataFor'
import { drawPlanned } from './draw'
import { measure } from './measure'
import { planMetrics } from './plan'
import { measures } from './registry'
import type { Measure } from './types'

const folder = new URL('../../templates/', import.meta.url)

function programOf(name: string, change: (program: Program) => void = () => undefined): Program {
  const parsed = parseDocumentText(readFileSync(new URL(`${name}.json`, folder), 'utf8'))
  if (!parsed.ok) throw new Error(parsed.error[0]?.message)
  const compiled = compileProgram(parsed.value)
  if (!compiled.ok) throw new Error(compiled.error[0]?.message)
  change(compiled.value)
  return compiled.value
}

let ops: Ops
beforeAll(async () => {
  ops = loadOps()
  expect((await startBackend({ ops }, 'wasm')).ok).toBe(true)
})

describe('planMetrics', () => {
  it('finds something to measure in every template with data of ours', () => {
    const names = readdirSync(folder).flatMap((file) => (file.endsWith('.json') ? [file.slice(0, -5)] : []))
    expect(names.length).toBeGreaterThan(3)
    for (const name of names) {
      const program = programOf(name)
      const own = Object.values(program.data).some(({ source }) => source.startsWith('own/'))
      if (!own) expect([name, planMetrics(program).length > 0]).toEqual([name, true])
    }
  })

  it('takes labels of classes for what was asked for, and codes for what they are', () => {
    expect(planMetrics(programOf('cgan'))).toMatchObject([{ kind: 'pictures', label: { field: 'label' } }])
    const [pictures, codes] = planMetrics(programOf('infogan'))
    expect(pictures).toMatchObject({ kind: 'pictures', real: { data: 'digits', field: 'image' } })
    expect(pictures).not.toHaveProperty('label')
    expect(codes).toMatchObject({ kind: 'codes', label: { data: 'digits', field: 'label' } })
  })

  it('tells the directions of an unpaired game, and its cycle', () => {
    const parts = planMetrics(programOf('discogan'))
    const seen = parts.map((part) => (part.kind === 'translation' ? part.direction : part.kind))
    expect(seen).toEqual(['Forward', 'Backward', 'cycle'])
    expect(planMetrics(programOf('pix2pix'))).toMatchObject([{ kind: 'translation', direction: null }])
  })
})

describe('measure', () => {
  const kept = new Map<string, ArrayBuffer>()
  const store = {
    load: (name: string) => Promise.resolve(kept.get(name) ?? null),
    save: (name: string, bytes: ArrayBuffer) => Promise.resolve(void kept.set(name, bytes)),
  }
  const work = () => ({ ops, store, report: () => undefined, check: () => undefined })

  it('measures pictures, keeps what judges them, and takes real ones for real', async () => {
    const program = programOf('cgan', ({ data }) => {
      for (const section of Object.values(data)) section.count = 160
    })
    const data = dataFor(program, () => Promise.reject(new Error('own data')))
    const real = (await data('digits', 'test')).read(Array.from({ length: 160 }, (_, k) => k))
    const [picture, label] = planMetrics(program)[0]?.samples.registers ?? []
    const draw = () =>
      Promise.resolve({
        [picture ?? '']: { shape: [160, 28, 28, 1], values: real.image ?? new Float32Array(0) },
        [label ?? '']: { shape: [160], values: real.label ?? new Int32Array(0) },
      })
    const tensors = ops.memory().numTensors
    const figures = await measure(work(), { program, draw, data, steps: 12 })
    expect(ops.memory().numTensors).toBe(tensors)
    expect(figures.frechet).toBe(figures.frechetFloor)
    const { floor, judge, noise } = figures as Record<string, Record<string, number>>
    for (const [key, value] of Object.entries(floor ?? {})) expect(figures[key]).toBe(value)
    expect(figures.classAccuracy).toBe(judge?.label)
    expect(noise?.frechet).toBeGreaterThan(5 * (figures.frechet as number))
    expect(figures.pairwiseDistance).toBeCloseTo(1, 0)
    expect(kept.size).toBe(1)
    const again = await measure(work(), { program, draw, data, steps: 12 })
    for (const [key, value] of Object.entries(figures)) expect([key, again[key]]).toEqual([key, value])
    // A figure that is new is computed of what was kept: nobody learns anew.
    const first: Measure = {
      ...{ title: 'First feature', meaning: '', better: null, unit: 'deviations' },
      from: { pictures: ({ generated }) => generated.values[0] },
      beside: ['floor', 'mean'],
    }
    const said = new Set<string>()
    const heard = { ...work(), report: (what: string) => void said.add(what) }
    const extended = { ...measures, first_feature: first }
    const more = await measure(heard, { program, draw, data, measures: extended, steps: 12 })
    expect([...said].filter((what) => what.startsWith('Learning'))).toEqual([])
    expect(more.floor).toEqual({ ...floor, firstFeature: more.firstFeature })
    expect(Object.keys(more.mean ?? {})).toEqual(['frechet', 'firstFeature'])
    expect([more.frechet, kept.size]).toEqual([figures.frechet, 1])
  }, 60_000)

  it('draws test data in order, and the same from weights that change meanwhile', async () => {
    const program = programOf('cgan', ({ data }) => {
      for (const section of Object.values(data)) section.count = 64
    })
    const [section] = Object.values(program.data)
    const sources = { digits: await makeSource(section!) }
    const engine = createEngine({ ops, program, sources })
    const data = dataFor(program, () => Promise.reject(new Error('own data')))
    const [part] = planMetrics(program)
    const order = { ...part!.samples, count: 20, pass: 8 }
    const still = await drawPlanned(engine, order, data)
    const moving = await drawPlanned(engine, order, data, () => {
      engine.runStep(['generator'])
      return Promise.resolve()
    })
    const after = await drawPlanned(engine, order, data)
    const [fake = '', label = ''] = order.registers
    const truth = (await data('digits', 'test')).read(Array.from({ length: 20 }, (_, k) => k)).label
    expect([...(still[label]?.values ?? [])]).toEqual([...(truth ?? [])])
    expect(still[fake]?.values).toHaveLength(20 * 784)
    expect(moving[fake]?.values).toEqual(still[fake]?.values)
    expect(after[fake]?.values).not.toEqual(still[fake]?.values)
    engine.dispose()
  }, 60_000)
})
