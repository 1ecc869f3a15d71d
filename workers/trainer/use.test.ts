// Using a trained game: what is given stays, everything else is drawn from the seed; pictures are read and snapped.
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { compileProgram } from '../../src/compiler/program/compile'
import { template } from '../../src/document/testing/load'
import { makeSource } from '../../src/data/makeSource'
import { chooseBackend, loadOps } from '../../src/tensors/backends'
import { createEngine } from '../../src/engine/engine'
import { paletteOf, paletteOfPictures } from './palette'
import { readPicture } from './readPicture'
import { makeValues } from './use'

const request = {
  values: ['fake.image', 'z.out', 'real.label'],
  count: 1,
  seed: 5,
  weights: 'average' as const,
}

async function conditional() {
  const compiled = compileProgram(template('cgan'))
  if (!compiled.ok) throw new Error(compiled.error[0]?.message)
  const { data } = compiled.value
  const sources = Object.entries(data).map(async ([id, section]) => {
    return [id, await makeSource({ ...section, count: 30 })] as const
  })
  const ops = loadOps()
  await chooseBackend({ ops, choice: 'wasm' })
  const engine = createEngine({
    ops,
    program: compiled.value,
    sources: Object.fromEntries(await Promise.all(sources)),
  })
  for (let step = 0; step < 2; step++) engine.advance()
  return engine
}

test('the same noise and another label make another picture; the same of both makes the same one', async () => {
  const engine = await conditional()
  const first = await makeValues(engine, { ...request, given: {} })
  if (!first.ok) throw new Error(first.error.message)
  const { 'z.out': z, 'fake.image': image } = first.value.values
  const label = (index: number) => ({ shape: [1], values: Int32Array.of(index) })
  const made = async (index: number, seed: number) => {
    const given = { 'z.out': z!, 'real.label': label(index) }
    const used = await makeValues(engine, { ...request, seed, given })
    if (!used.ok) throw new Error(used.error.message)
    expect(used.value.values['real.label']?.values).toEqual(Int32Array.of(index))
    return used.value.values['fake.image']?.values
  }
  const own = first.value.values['real.label']?.values[0] ?? 0
  expect(await made(own, 6)).toEqual(image?.values)
  expect(await made((own + 1) % 10, 6)).not.toEqual(image?.values)
  engine.dispose()
})

test('one sample stands for all of a strip; wrong shapes and unknown values are refused in words', async () => {
  const engine = await conditional()
  const given = { 'real.label': { shape: [1], values: Int32Array.of(3) } }
  const strip = await makeValues(engine, { ...request, count: 3, given })
  expect(strip.ok && [...(strip.value.values['real.label']?.values ?? [])]).toEqual([3, 3, 3])
  const wrong = { 'z.out': { shape: [1, 2], values: new Float32Array(2) } }
  const refused = await makeValues(engine, { ...request, given: wrong })
  expect(refused.ok ? '' : refused.error.message).toBe('z.out takes 64, but 2 is given.')
  const unknown = await makeValues(engine, { ...request, values: ['nobody.out'], given: {} })
  expect(unknown.ok ? '' : unknown.error.message).toMatch(/no value nobody\.out/)
  engine.dispose()
})

test('label maps have a palette, drawings are grey, photographs have no palette', async () => {
  const [section] = Object.values(template('pix2pix').data)
  const [field = ''] = Object.keys(section!.fields).filter((name) => name === 'labels')
  const palette = paletteOf(await makeSource({ ...section!, count: 4 }), { section: section!, field })
  expect(palette.kind === 'palette' && palette.colours.map(({ name }) => name)).toContain('window')
  expect(paletteOfPictures([1, 1, 1, -1, -1, -1, 1, 1, 1], 3)).toEqual({ kind: 'grey', ground: 'white' })
  expect(paletteOfPictures([1, -1, -1, -1, 1, -1], 3)).toMatchObject({ kind: 'palette' })
  expect(
    paletteOfPictures(
      Array.from({ length: 300 }, (_, k) => Math.sin(k * k)),
      3,
    ),
  ).toEqual({ kind: 'none' })
})

test('a picture file is cropped, resized and brought to the colours of the map; what is none is named', async () => {
  const decode = async (bytes: Uint8Array) => {
    const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
    return { width: info.width, height: info.height, pixels: new Uint8Array(data) }
  }
  const file = await sharp({ create: { width: 12, height: 6, channels: 3, background: '#f00505' } })
    .png()
    .toBuffer()
  const palette = {
    kind: 'palette' as const,
    colours: [{ name: 'a', colour: [255, 0, 0] as [number, number, number] }],
  }
  const named = { name: 'map.png', bytes: new Uint8Array(file).buffer }
  const read = await readPicture(decode, named, { shape: [2, 2, 3], palette })
  expect(read.ok && [...read.value.values]).toEqual([1, -1, -1, 1, -1, -1, 1, -1, -1, 1, -1, -1])
  const text = { name: 'notes.txt', bytes: new TextEncoder().encode('no picture at all, only words').buffer }
  const refused = await readPicture(decode, text, { shape: [2, 2, 3], palette })
  expect(refused.ok ? '' : refused.error.message).toBe('notes.txt is no picture.')
})
