// Holds the luma figures of whole pictures to NumPy's, and measures a network that enlarges pictures of any size.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compileProgram } from '../compiler/program/compile'
import { parseDocumentText } from '../document/parse'
import { succeed } from '../lib/result'
import { writeSafetensors } from '../lib/safetensors'
import { makeSource } from '../data/makeSource'
import { loadOps, startBackend } from '../tensors/backends'
import { createEngine } from '../engine/engine'
import { figuresFrom } from './compute'
import { dataFor } from './dataFor'
import { drawPlanned } from './draw'
import { gatherWholes, lumaPair } from './evidence/wholes'
import { followingSamples, planMetrics } from './plan'
import { measures } from './registry'
import type { DataFor, Work } from './types'

interface Fixture {
  height: number
  width: number
  picture: number[]
  truth: number[]
  psnr: number
  ssim: number
}

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const fixture = JSON.parse(read('./fixtures/luma.json')) as Fixture

const work: Work = {
  ops: loadOps(),
  store: { load: () => Promise.resolve(null), save: () => Promise.resolve() },
  report: () => undefined,
  check: () => undefined,
}

test('PSNR and SSIM of luma without its border are those of NumPy', async () => {
  const { height, width } = fixture
  const of = (bytes: number[]) => ({
    ...{ count: 1, channels: 3, height, width },
    values: bytes.map((byte) => byte / 127.5 - 1),
  })
  const own = { pictures: [lumaPair(of(fixture.picture), of(fixture.truth))] }
  const gather = () => Promise.resolve({ own })
  const figures = await figuresFrom('wholes', gather, { measures, direction: null, work })
  expect(figures.wholePsnr).toBeCloseTo(fixture.psnr, 8)
  expect(figures.wholeSsim).toBeCloseTo(fixture.ssim, 8)
})

test('whole pictures are enlarged at their own size and stand beside bicubic', async () => {
  const { ops } = work
  expect((await startBackend({ ops }, 'wasm')).ok).toBe(true)
  const parsed = parseDocumentText(read('../../templates/srresnet.json'))
  if (!parsed.ok) throw new Error('no document')
  for (const section of Object.values(parsed.value.data)) section.count = 8
  const compiled = compileProgram(parsed.value)
  if (!compiled.ok) throw new Error('no program')
  const program = compiled.value
  const [name = '', section] = Object.entries(program.data)[0] ?? []
  const source = await makeSource(section!)
  const shape = [43, 53, 3]
  const bytes = Uint8Array.from({ length: 43 * 53 * 3 }, (_, i) => 128 + 90 * Math.sin(i / 40))
  const data: DataFor = () => Promise.resolve({ ...source, wholes: { high: [{ shape, values: bytes }] } })
  const engine = createEngine({ ops, program, sources: { [name]: source } })
  // A network whose last layer says nothing is the bilinear enlargement that it adds to.
  const { tensors } = await engine.weights('current')
  const silent = Object.keys(tensors).filter((path) => path.startsWith('generator/conv_out/'))
  expect(silent).toHaveLength(2)
  const file = { tensors: { ...tensors } }
  for (const path of silent) {
    const { shape: size, values } = tensors[path] ?? { shape: [], values: [] }
    file.tensors[path] = { shape: size, values: new Float32Array(values.length) }
  }
  expect(engine.loadWeights(writeSafetensors(file)).ok).toBe(true)
  const [part] = planMetrics(program)
  if (part?.kind !== 'enlargement') throw new Error('nothing to measure')
  const [order, ...others] = await followingSamples(part, data)
  expect(others).toEqual([])
  const drawn = await drawPlanned(engine, order!, data)
  expect(drawn[part.value]?.shape).toEqual([1, 40, 52, 3])
  const following = [drawn, {}]
  const figures = await figuresFrom(
    'wholes',
    (asked) => gatherWholes(work, { program, part, drawn: {}, following, data, asked }),
    { measures, direction: null, work },
  )
  const { bilinear, bicubic } = figures as Record<string, Record<string, number>>
  expect(figures.wholePsnr).toBeCloseTo(bilinear?.wholePsnr ?? NaN, 6)
  expect(figures.wholeSsim).toBeCloseTo(bilinear?.wholeSsim ?? NaN, 6)
  // Waves this smooth are followed by a cubic better than by straight lines.
  expect(bicubic?.wholePsnr).toBeGreaterThan(bilinear?.wholePsnr ?? NaN)
  engine.dispose()
})

test('files come shuffled, and have a test split where they say so', async () => {
  const parsed = parseDocumentText(read('../../templates/srresnet.json'))
  if (!parsed.ok) throw new Error('no document')
  for (const section of Object.values(parsed.value.data)) section.source = `own/${'0'.repeat(64)}`
  const compiled = compileProgram(parsed.value)
  if (!compiled.ok) throw new Error('no program')
  const fieldsOf = (values: number[]) => ({ label: { shape: [], values: Int32Array.from(values) } })
  const classes = Array.from({ length: 40 }, (_, k) => Math.floor(k / 10))
  const stored = { format: 'ganvas-data', version: 1, count: 40, fields: fieldsOf(classes) }
  const labelsOf = async (kept: unknown, split: 'training' | 'test', count: number) => {
    const find = dataFor(compiled.value, () => Promise.resolve(succeed({ stored: kept })))
    const source = await find('textures', split)
    return [...(source.read(Array.from({ length: count }, (_, k) => k)).label ?? [])]
  }
  const training = await labelsOf(stored, 'training', 40)
  expect(training.toSorted()).toEqual(classes)
  expect(await labelsOf(stored, 'test', 40)).toEqual(training.toReversed())
  // Four classes came one after another: all are among the first samples.
  expect(new Set(training.slice(0, 12)).size).toBe(4)
  const split = { ...stored, test: { count: 3, fields: fieldsOf([7, 8, 9]) } }
  expect(await labelsOf(split, 'training', 40)).toEqual(training)
  expect((await labelsOf(split, 'test', 3)).toSorted()).toEqual([7, 8, 9])
})
