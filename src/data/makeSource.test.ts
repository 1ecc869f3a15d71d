// Holds the procedural sets to closed forms, to the numpy reference, and to being a function of (seed, number).
import { describe, expect, it, vi } from 'vitest'
import { elementCount } from '../lib/format'
import { madeSets } from './made/registry'
import { checkSection, makeSource, makeTestSource, sourceAsRead } from './makeSource'
import type { DataSource } from './source'

function section(name: string, { seed = 1, count = 120 } = {}) {
  return { source: `made/${name}`, seed, count, fields: madeSets[name]?.fields ?? {} }
}

function everything(source: DataSource) {
  return source.read(Array.from({ length: source.count }, (_, index) => index))
}

describe.each(Object.keys(madeSets))('%s', (name) => {
  it('gives the same sample for the same number, however it is asked for', async () => {
    const source = await makeSource(section(name))
    const longer = await makeSource(section(name, { count: 150 }))
    const together = source.read([7, 3, 7, 119])
    for (const [field, { shape }] of Object.entries(source.fields)) {
      const size = elementCount(shape)
      for (const [at, index] of [7, 3, 7, 119].entries()) {
        const alone = longer.read([index])[field]
        expect(together[field]?.slice(at * size, (at + 1) * size)).toEqual(alone)
      }
    }
  })

  it('gives other samples for another seed', async () => {
    const [one, two] = [await makeSource(section(name)), await makeSource(section(name, { seed: 2 }))]
    const field = Object.keys(one.fields)[0] ?? ''
    expect(one.read([0, 1, 2])[field]).not.toEqual(two.read([0, 1, 2])[field])
  })

  it('fills its fields with numbers of their type, in their range', async () => {
    const source = await makeSource(section(name))
    const read = everything(source)
    expect(Object.keys(read)).toEqual(Object.keys(madeSets[name]?.fields ?? {}))
    for (const [field, port] of Object.entries(madeSets[name]?.fields ?? {})) {
      const values = Array.from(read[field] ?? [])
      expect(values).toHaveLength(source.count * elementCount(port.shape))
      expect(values.every(Number.isFinite)).toBe(true)
      const low = values.reduce((least, value) => Math.min(least, value), Infinity)
      const high = values.reduce((most, value) => Math.max(most, value), -Infinity)
      if (port.domain === 'image') {
        expect(low).toBeGreaterThanOrEqual(-1)
        expect(high).toBeLessThanOrEqual(1)
        expect(high - low).toBeGreaterThan(1)
      }
      if (port.domain === 'point') expect(Math.max(-low, high)).toBeLessThan(1.8)
      if (port.domain === 'label') expect(new Set(values).size).toBe(port.classes)
      if (port.domain === 'tokens') expect([low, high]).toEqual([0, (port.vocabulary ?? 0) - 1])
    }
  })

  it('draws every class of every label equally often', async () => {
    const fields = Object.fromEntries(
      Object.entries(madeSets[name]?.fields ?? {}).filter(([, { domain }]) => domain === 'label'),
    )
    const source = await makeSource({ ...section(name, { count: 2000 }), fields })
    for (const [label, values] of Object.entries(everything(source))) {
      const counts = new Array<number>(fields[label]?.classes ?? 0).fill(0)
      for (const value of values) counts[value] = (counts[value] ?? 0) + 1
      const expected = source.count / counts.length
      const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
      // Mean and standard deviation of χ² with classes − 1 degrees of freedom.
      const freedom = counts.length - 1
      expect(chiSquare).toBeLessThan(freedom + 5 * Math.sqrt(2 * freedom))
    }
  })

  it('keeps test samples that training never sees', async () => {
    const training = everything(await makeSource(section(name)))
    const test = await makeTestSource(section(name), { count: 40 })
    expect(test.count).toBe(40)
    const [field = ''] = Object.keys(test.fields)
    const size = elementCount(test.fields[field]?.shape ?? [])
    const sample = (values: ArrayLike<number> | undefined, i: number) =>
      Array.from({ length: size }, (_, k) => values?.[i * size + k]).join()
    const seen = new Set(Array.from({ length: 120 }, (_, i) => sample(training[field], i)))
    const others = everything(test)[field]
    // What is not drawn afresh in any part would be seen twice.
    for (let i = 0; i < test.count; i++) expect(seen.has(sample(others, i))).toBe(false)
    expect((await makeTestSource(section(name))).read([5])[field]?.join()).toBe(sample(others, 5))
  })
})

describe.each(Object.keys(madeSets).filter((name) => madeSets[name]?.modes))('the modes of %s', (name) => {
  it('are isotropic Gaussians of the declared width around the declared centres', async () => {
    const modes = madeSets[name]?.modes
    const source = await makeSource(section(name, { count: 20_000 }))
    const { point = [], label = [] } = everything(source)
    let within = 0
    let squares = 0
    for (let i = 0; i < source.count; i++) {
      const [x, y] = modes?.centres[label[i] ?? 0] ?? [0, 0]
      const square = ((point[2 * i] ?? 0) - x) ** 2 + ((point[2 * i + 1] ?? 0) - y) ** 2
      squares += square
      if (square <= 9 * (modes?.sigma ?? 0) ** 2) within++
    }
    // In the plane: E[r²] = 2σ², P(r ≤ 3σ) = 1 − e^(−9/2) = 0.98889.
    expect(squares / source.count / (2 * (modes?.sigma ?? 0) ** 2)).toBeCloseTo(1, 1)
    expect(within / source.count).toBeCloseTo(1 - Math.exp(-4.5), 2)
  })
})

describe('digits', () => {
  it('have the ink and the centre of the numpy reference, digit by digit', async () => {
    // Mean ink, mean row and mean column of ink of 4,000 digits of the reference code (seed 5).
    const reference = [
      [0.1384, 13.485, 13.592],
      [0.0728, 12.304, 13.543],
      [0.1344, 14.179, 13.939],
      [0.1259, 13.597, 14.174],
      [0.1263, 13.594, 13.892],
      [0.133, 13.056, 13.494],
      [0.1287, 14.875, 13.733],
      [0.0983, 10.583, 14.497],
      [0.1584, 13.683, 13.576],
      [0.1284, 12.066, 14.093],
    ]
    const source = await makeSource(section('digits', { count: 4000 }))
    const { image = [], label = [] } = everything(source)
    for (const [digit, [ink = 0, row = 0, column = 0]] of reference.entries()) {
      let [count, sum, rows, columns] = [0, 0, 0, 0]
      for (let i = 0; i < source.count; i++) {
        if (label[i] !== digit) continue
        count++
        for (let k = 0; k < 784; k++) {
          const value = ((image[i * 784 + k] ?? 0) + 1) / 2
          sum += value
          rows += value * Math.floor(k / 28)
          columns += value * (k % 28)
        }
      }
      expect(sum / count / 784 / ink).toBeGreaterThan(0.95)
      expect(sum / count / 784 / ink).toBeLessThan(1.05)
      expect(Math.abs(rows / sum - row)).toBeLessThan(0.25)
      expect(Math.abs(columns / sum - column)).toBeLessThan(0.25)
    }
  })

  it('let other work run while they are made', async () => {
    let turns = 0
    const clock = setInterval(() => turns++, 1)
    await makeSource(section('digits', { count: 6000 }))
    clearInterval(clock)
    expect(turns).toBeGreaterThan(2)
  })

  it('are the same when they are made as they are read, in any order and again', async () => {
    const whole = await makeSource(section('digits'))
    const asRead = sourceAsRead(section('digits'))
    for (const indices of [[7, 3, 7], [119], [3, 0, 118], [7, 3, 7]])
      expect(asRead.read(indices)).toEqual(whole.read(indices))
  })

  it('are made one by one when they are made as they are read, and none twice', () => {
    const write = vi.spyOn(madeSets['digits']!, 'write')
    const source = sourceAsRead(section('digits', { count: 15_000 }))
    expect(write).not.toHaveBeenCalled()
    source.read([14_999, 3])
    source.read([3])
    expect(write).toHaveBeenCalledTimes(2)
    write.mockRestore()
  })
})

describe('captions', () => {
  it('say what the labels say, in the words of the vocabulary', async () => {
    const {
      caption: words = [],
      shape,
      color,
      size,
      place,
    } = Object.fromEntries(
      Object.entries(madeSets.shapes?.fields ?? {}).map(([field, port]) => [field, port.words ?? []]),
    )
    const read = everything(await makeSource(section('shapes')))
    const tokens = read.caption ?? new Int32Array()
    for (let i = 0; i < 120; i++) {
      const sentence = Array.from(tokens.slice(i * 9, (i + 1) * 9), (token) => words[token - 1] ?? '')
      const said = [read.size, read.color, read.shape, read.place].map((label) => label?.[i] ?? 0)
      const [a = 0, b = 0, c = 0, d = 0] = said
      expect(sentence.join(' ').trim()).toBe(
        `a ${size?.[a]} ${color?.[b]} ${shape?.[c]} in the ${place?.[d]}`,
      )
    }
  })
})

describe('drawn points', () => {
  it('fall only where something was drawn, twice as often where it is twice as dense', async () => {
    const row = '4'.padStart(12, '0').padEnd(23, '0') + '8'
    const density = ['0'.repeat(24), row, ...Array.from({ length: 22 }, () => '0'.repeat(24))]
    const source = await makeSource({ ...section('drawn', { count: 3000 }), density })
    const { point = [] } = everything(source)
    let right = 0
    for (let i = 0; i < source.count; i++) {
      const column = Math.floor((((point[2 * i] ?? NaN) + 1) / 2) * 24)
      expect(Math.floor(((1 - (point[2 * i + 1] ?? NaN)) / 2) * 24)).toBe(1)
      expect([11, 23]).toContain(column)
      if (column === 23) right++
    }
    // Four standard deviations of 3,000 draws at 2/3.
    expect(Math.abs(right / source.count - 2 / 3)).toBeLessThan(4 * Math.sqrt(2 / 9 / source.count))
  })
})

describe('checkSection', () => {
  const refused = (change: object) => {
    const checked = checkSection({ ...section('ring'), ...change })
    return checked.ok ? '' : checked.error.message
  }

  it('accepts what the set is, also with fewer fields', () => {
    expect(refused({})).toBe('')
    expect(refused({ fields: { point: { shape: [2], domain: 'point' } } })).toBe('')
  })

  it('says what is wrong with anything else', async () => {
    expect(refused({ source: 'made/unicorns' })).toContain('no data set made/unicorns')
    expect(refused({ source: 'made/constructor' })).toContain('no data set')
    expect(refused({ source: `own/${'0'.repeat(64)}` })).toContain('not on this machine')
    expect(refused({ fields: { picture: { shape: [2], domain: 'image' } } })).toContain('no field picture')
    expect(refused({ fields: { point: { shape: [3], domain: 'point' } } })).toContain(
      'is 2, the document says 3',
    )
    await expect(makeSource({ ...section('ring'), source: 'made/unicorns' })).rejects.toThrow('no data set')
  })
})
