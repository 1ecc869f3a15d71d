// The rules of made sets in exported files make what ours make; and a set is one file and one line.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import ts from 'typescript'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { inferDocument } from '../../compiler/infer/infer'
import { madeSets, madeSource, newSection } from '../../data/made/registry'
import { stripes } from '../../data/made/testing/stripes'
import { checkSection, makeSource } from '../../data/makeSource'
import { setData } from '../../document/edit'
import { template } from '../../document/testing/load'
import { exportDocument } from '../../export/exportDocument'
import { painting } from '../../export/typescript/made/painting'
import { rules } from '../../export/typescript/made/rules'
import { samplerOf, type Sampler } from '../../export/typescript/samplers'
import { gaussian, randomDraws } from '../../export/typescript/snippets'
import { randomStream } from '../../lib/random'
import { ruleText } from '../../scripts/madeRules'
import { madeChoices } from '../../studio/dataSections'
import { writeProject } from './exportedProject'

const folders: string[] = []

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

describe('made sets in exported files', () => {
  const all = Object.entries(madeSets).flatMap(([name, set]): [string, Sampler][] => {
    const sampler = samplerOf({ source: madeSource(set) })
    return sampler ? [[name, sampler]] : []
  })
  const painted = all.filter(([, { call }]) => call.includes('randomDraws'))

  test('are all there', () => {
    expect(all.map(([name]) => name)).toEqual(Object.keys(madeSets))
    for (const [, { source }] of all) expect(source).toMatch(/^function sample\w+\(/m)
  })

  test.each(painted)('%s makes our samples of our random numbers', expectOurSamples)

  test.each(all.filter((entry) => !painted.includes(entry)))(
    '%s has the mean and the spread of ours',
    async (name, sampler) => {
      const sample = await startSampler(sampler)
      const count = 3000
      const section = { source: `made/${name}`, seed: 1, count, fields: madeSets[name]?.fields ?? {} }
      const ours = (await makeSource(section)).read(Array.from({ length: count }, (_, i) => i))
      const stream = randomStream(1, 0, name)
      let used = 0
      const random = vi.spyOn(Math, 'random').mockImplementation(() => stream.uniform(used++))
      const theirs = Array.from({ length: count }, () => sample())
      random.mockRestore()
      for (const [field, shape] of Object.entries(sampler.fields)) {
        const size = shape.reduce((product, side) => product * side, 1)
        const [mine, other] = [
          moments(ours[field] ?? [], size),
          moments(
            theirs.flatMap((made) => Array.from(made[field] ?? [])),
            size,
          ),
        ]
        // Five standard errors of a difference of two means of 3,000.
        mine.forEach(({ mean, deviation }, k) => {
          const allowed = 5 * Math.sqrt(2 / count) * deviation + 0.02
          expect(Math.abs((other[k]?.mean ?? NaN) - mean)).toBeLessThan(allowed)
          // Pixels at the rim are rarely inked, so that their spread is known less well.
          expect(Math.abs((other[k]?.deviation ?? NaN) - deviation)).toBeLessThan(allowed + 0.05)
        })
      }
    },
  )
})

describe('a new set', () => {
  const name = 'stripes'
  const made = join(import.meta.dirname, '../../data/made')
  const file = join(made, 'testing/stripes.ts')

  // Its line in the registry, and what `npm run made-rules` makes of it.
  beforeEach(async () => {
    madeSets[name] = stripes
    rules[stripes.exported.name] = await ruleText(made, { file, name: stripes.exported.name })
  })
  afterEach(() => {
    delete madeSets[name]
    delete rules[stripes.exported.name]
  })

  const faces = template('dcgan_faces')
  const [data = ''] = Object.keys(faces.data)

  test('is sampled', async () => {
    const section = { ...newSection(stripes), count: 50 }
    expect(checkSection(section).ok).toBe(true)
    const { image, label } = (await makeSource(section)).read([3, 4])
    expect(image).toHaveLength(2 * 32 * 32 * 3)
    expect(label).toHaveLength(2)
  })

  test('can be chosen on the page', () => {
    expect(madeChoices().at(-1)).toEqual({ value: 'made/stripes', label: 'Stripes' })
  })

  test('is checked by the compiler', () => {
    const fits = setData(faces, { data, section: newSection(stripes) })
    expect(inferDocument(fits).problems).toEqual([])
    const misfit = setData(template('dcgan'), { data: 'digits', section: newSection(stripes) })
    expect(
      inferDocument(misfit)
        .problems.map(({ message }) => message)
        .join(),
    ).toContain('32×32×3')
    expect(
      checkSection({ ...newSection(stripes), fields: { picture: { shape: [2], domain: 'point' } } }).ok,
    ).toBe(false)
  })

  test('is exported with its rule, which makes our samples', async () => {
    const exported = exportDocument(setData(faces, { data, section: newSection(stripes) }), {
      to: 'typescript',
    })
    const [code] = exported.ok ? exported.value.files : []
    const text = code && 'text' in code ? code.text : ''
    expect(text).toContain('without a folder, stripes, made as they are drawn. */')
    expect(text).toContain('() => sampleStripes(randomDraws())')
    expect(text).toContain('function sampleStripes(draws: Draws)')
    const sampler = samplerOf(newSection(stripes))
    await expectOurSamples(name, sampler!)
  })
})

/** Fed with the random numbers of ours, a sampler makes our samples. */
async function expectOurSamples(name: string, sampler: Sampler): Promise<void> {
  const sample = await startSampler(sampler)
  const section = { source: `made/${name}`, seed: 3, count: 10, fields: madeSets[name]?.fields ?? {} }
  const ours = await makeSource(section)
  for (let index = 0; index < section.count; index++) {
    const stream = randomStream(section.seed, index, `data/${section.source}`)
    let used = 0
    const random = vi.spyOn(Math, 'random').mockImplementation(() => stream.uniform(used++))
    const theirs = sample()
    random.mockRestore()
    for (const [field, values] of Object.entries(ours.read([index]))) {
      expect(theirs[field]).toHaveLength(values.length)
      // Ours were bytes in between.
      const far = Math.max(...Array.from(values, (value, k) => Math.abs(value - (theirs[field]?.[k] ?? 9))))
      expect(far).toBeLessThan(0.502 / 127.5)
    }
  }
}

/** What an exported file would call for one sample. */
async function startSampler(sampler: Sampler): Promise<() => Record<string, ArrayLike<number>>> {
  const { source, call, prepare } = sampler
  const snippets = [gaussian, randomDraws, ...painting.map(([, text]) => text)]
  const lines = [...snippets, ...prepare, source, `export const sample = ${call}`]
  const { outputText } = ts.transpileModule(lines.join('\n'), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  })
  const folder = writeProject([{ name: 'sampler.mjs', text: outputText }])
  folders.push(folder)
  const module = (await import(pathToFileURL(join(folder, 'sampler.mjs')).href)) as {
    sample: () => Record<string, ArrayLike<number>>
  }
  return module.sample
}

/** Mean and standard deviation of each of a sample's numbers. */
function moments(values: ArrayLike<number>, size: number): { mean: number; deviation: number }[] {
  const count = values.length / size
  return Array.from({ length: size }, (_, k) => {
    let [sum, squares] = [0, 0]
    for (let i = 0; i < count; i++) {
      const value = values[i * size + k] ?? NaN
      sum += value
      squares += value * value
    }
    const mean = sum / count
    return { mean, deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)) }
  })
}
