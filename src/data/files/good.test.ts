// Good files of every form become the data sets that they are.
import { describe, expect, test } from 'vitest'
import { decodePicture } from '../../cli/decodePicture'
import { cifar, given, gzip, idx, npy, picture, tar, text, zip } from './testing/corpus'
import { recogniseFiles } from './recognise'
import type { GivenFile } from './unpack'

async function read(...files: GivenFile[]) {
  const result = await recogniseFiles(files, { decode: decodePicture })
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

async function one(...files: GivenFile[]) {
  const [set] = await read(...files)
  if (!set) throw new Error('no set')
  return set
}

describe('pictures', () => {
  test('in a ZIP, in sub-folders, have their folders as classes', async () => {
    const [red, blue] = [await picture(40, 30), await picture(30, 40, { red: 10 })]
    const set = await one(
      given('pets.zip', zip({ 'pets/dog/1.png': red, 'pets/cat/a.png': blue, 'pets/cat/b.png': blue })),
    )
    expect(set.section.fields).toEqual({
      image: { shape: [28, 28, 3], domain: 'image' },
      label: { shape: [], domain: 'label', classes: 2, words: ['cat', 'dog'] },
    })
    const { label, image } = set.source.read([0, 1, 2])
    expect([...(label ?? [])]).toEqual([1, 0, 0])
    // Red is 200 of the dog's picture and 10 of the cats', away from the dark corner.
    const redOf = (sample: number) => ((image?.[(sample + 1) * 28 * 28 * 3 - 3] ?? 0) + 1) * 127.5
    expect(redOf(0)).toBeCloseTo(200, 0)
    expect(redOf(1)).toBeCloseTo(10, 0)
  })

  test.each(['png', 'jpeg', 'webp', 'gif'] as const)('of the form %s are read', async (format) => {
    const set = await one(given('a', await picture(64, 64, { format })))
    expect(set.section.fields.image?.shape).toEqual([64, 64, 3])
    const { image } = set.source.read([0])
    expect(((image?.at(-3) ?? 0) + 1) * 127.5).toBeGreaterThan(190)
  })

  test('side by side are pairs, in either direction', async () => {
    const files = [given('p/1.png', await picture(64, 32)), given('p/2.png', await picture(64, 32))]
    const set = await one(...files)
    expect(Object.keys(set.section.fields)).toEqual(['a', 'b'])
    const { a, b } = set.source.read([0])
    // The dark corner is in the left half.
    expect([a?.[0], b?.[0]].map((value) => Math.round(((value ?? 0) + 1) * 127.5))).toEqual([0, 200])
    const options = { width: 32, height: 32, channels: 3, fit: 'crop', swap: true } as const
    const swapped = await recogniseFiles(files, { decode: decodePicture, options })
    const [turned] = swapped.ok ? swapped.value : []
    expect(Math.round(((turned?.source.read([0]).a?.[0] ?? 0) + 1) * 127.5)).toBe(200)
    const said = await recogniseFiles(files, { decode: decodePicture, swap: true })
    expect(said.ok && said.value[0]?.section.source).toBe(turned?.section.source)
  })

  test('in trainA and trainB are two domains, and testA and testB are held out', async () => {
    const small = await picture(32, 32)
    const paths = ['trainA/1.png', 'trainA/2.png', 'trainB/1.png', 'testA/1.png', 'testB/1.png']
    const files = Object.fromEntries(paths.map((path) => [`horse2zebra/${path}`, small]))
    const [a, b, ...rest] = await read(given('horse2zebra.zip', zip(files)))
    expect(rest).toEqual([])
    expect([a?.section.count, a?.store.test?.count, b?.section.count, b?.store.test?.count]).toEqual([
      2, 1, 1, 1,
    ])
  })

  test.each([
    ['a table', 'c/captions.csv', 'file,caption\n1.png,"a red, red square"\n2.png,a square\n'],
    [
      'lines of JSON',
      'c/captions.jsonl',
      '{"file":"1.png","caption":"a red, red square"}\n{"file_name":"2.png","text":"a square"}\n',
    ],
  ])('have captions in %s', async (_, path, content) => {
    const small = await picture(32, 32)
    const set = await one(given('c/1.png', small), given('c/2.png', small), given(path, text(content)))
    expect(set.section.fields.caption).toEqual({
      shape: [4],
      domain: 'tokens',
      vocabulary: 4,
      words: ['a', 'red', 'square'],
    })
    expect([...(set.source.read([0, 1]).caption ?? [])]).toEqual([1, 2, 2, 3, 1, 3, 0, 0])
  })

  test('have captions in texts beside them', async () => {
    const small = await picture(32, 32)
    const set = await one(
      given('c/x.png', small),
      given('c/x.txt', text('small dog\n')),
      given('c/y.png', small),
      given('c/y.txt', text('dog')),
    )
    expect(set.section.fields.caption?.words).toEqual(['dog', 'small'])
  })
})

describe('numbers', () => {
  test('of CIFAR-10 are read from a gzipped tar archive', async () => {
    const archive = gzip(tar({ 'cifar/data_batch_1.bin': cifar([3, 9]), 'cifar/readme.html': text('<p>') }))
    const set = await one(given('cifar-10-binary.tar.gz', archive))
    expect(set.section).toMatchObject({
      count: 2,
      fields: { image: { shape: [32, 32, 3] }, label: { classes: 10 } },
    })
    const { label, image } = set.source.read([1])
    expect([...(label ?? [])]).toEqual([9])
    expect(image?.[0]).toBeCloseTo(50 / 127.5 - 1, 5)
  })

  test('of NumPy are pictures and labels, channels first or last', async () => {
    const pixels = Float32Array.from({ length: 2 * 3 * 4 * 5 }, (_, i) => i / 119)
    const labels = BigInt64Array.from([7n, 2n])
    const planes = await one(
      given('d.npz', zip({ 'x.npy': npy([2, 3, 4, 5], pixels), 'y.npy': npy([2], labels) })),
    )
    expect(planes.section.fields).toMatchObject({ image: { shape: [4, 5, 3] }, label: { classes: 8 } })
    const { image } = planes.source.read([1])
    // The first pixel of sample 1: one number of each plane.
    const expected = [60, 80, 100].map((i) => Math.round((i / 119) * 255) / 127.5 - 1)
    for (const [k, value] of expected.entries()) expect(image?.[k]).toBeCloseTo(value, 5)
    const points = await one(given('p.npy', npy([3, 2], Float32Array.from([0, 1, 2, 3, 4, 5]))))
    expect(points.section.fields).toEqual({ point: { shape: [2], domain: 'point' } })
    expect([...(points.source.read([2]).point ?? [])]).toEqual([4, 5])
  })

  test('of MNIST are read from a ZIP', async () => {
    const set = await one(
      given('m.zip', zip({ 'train-images': gzip(idx([3, 4, 4])), 'train-labels': gzip(idx([3], (i) => i)) })),
    )
    expect(set.summary).toBe('3 pictures of 4×4, with labels 0–2.')
  })
})

test('data take the names and the sizes of the section whose place they take', async () => {
  const files = [given('p/1.png', await picture(64, 32)), given('p/2.png', await picture(64, 32))]
  const section = {
    source: 'made/x',
    seed: 1,
    count: 1,
    fields: {
      labels: { shape: [16, 16, 3], domain: 'image' as const },
      photo: { shape: [16, 16, 1], domain: 'image' as const },
    },
  }
  const result = await recogniseFiles(files, { decode: decodePicture, section })
  expect(result.ok && result.value[0]?.section.fields).toEqual(section.fields)
})

test('a large and a small field are made of the same picture', async () => {
  const section = {
    source: 'made/x',
    seed: 1,
    count: 1,
    fields: {
      low: { shape: [8, 8, 3], domain: 'image' as const },
      high: { shape: [32, 32, 3], domain: 'image' as const },
    },
  }
  const options = { width: 64, height: 64, channels: 3, fit: 'crop', swap: false } as const
  const request = { decode: decodePicture, section, options, adapt: true }
  const result = await recogniseFiles([given('1.png', await picture(64, 64))], request)
  const fields = result.ok ? result.value[0]?.section.fields : {}
  expect([fields?.low?.shape, fields?.high?.shape]).toEqual([
    [16, 16, 3],
    [64, 64, 3],
  ])
})

test('colours that are one are said to be one', async () => {
  const flat = zip({ 'a.npy': npy([2, 4, 4], new Uint8Array(32).fill(9)) })
  const nothing = 'All pictures are of one colour: there is nothing to learn from them.'
  expect((await one(given('a.npz', flat))).warnings).toEqual([nothing])
  const two = zip({
    'x.npy': npy([2, 1, 2], Uint8Array.from([1, 2, 3, 4])),
    'y.npy': npy([2], new Uint8Array(2)),
  })
  const alike = 'All samples are of one class, 0: the label makes no difference.'
  expect((await one(given('b.npz', two))).warnings).toEqual([alike])
})

test('classes are named in the summary, the first six of many', async () => {
  const small = await picture(32, 32)
  const summary = async (names: string) => {
    const files = names.split(' ').map((name) => given(`p/${name}/1.png`, small))
    return (await one(...files)).summary
  }
  expect(await summary('blue red')).toBe('2 pictures of 32×32, classes blue, red.')
  expect(await summary('c d e f g h i')).toBe('7 pictures of 32×32, classes c, d, e, f, g, h, i.')
  expect(await summary('c d e f g h i j')).toBe('8 pictures of 32×32, classes c, d, e, f, g, h and 2 more.')
})
