// Exported files read the same samples as we do from a folder of pictures, pairs side by side or whole ones.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import { template } from '../../document/testing/load'
import type { GanvasDocument } from '../../document/types'
import { exportDocument } from '../../export/exportDocument'
import { randomStream } from '../../lib/random'
import { decodePicture } from '../../cli/decodePicture'
import { resizePicture } from '../../data/files/resize'
import { runScript, writeProject } from './exportedProject'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

/** The exported project of a document, with a script beside it that prints a draw of one data set. */
function projectOf(document: GanvasDocument, data: string): { folder: string; file: string } {
  const exported = exportDocument(document, { to: 'typescript' })
  if (!exported.ok) throw new Error(JSON.stringify(exported.error))
  const folder = writeProject(exported.value.files)
  folders.push(folder)
  const file = exported.value.files[0]?.name ?? ''
  const lines = [
    "import * as tf from '@tensorflow/tfjs'",
    `import { openData } from './${file}'`,
    "await tf.setBackend('wasm')",
    "const data = await openData(['pictures'])",
    `const entries = Object.entries(data.${data}())`,
    "console.log('@' + JSON.stringify(Object.fromEntries(entries.map(([k, t]) => [k, [t.shape, [...t.dataSync()]]]))))",
  ]
  writeFileSync(join(folder, 'probe.mts'), lines.join('\n'))
  mkdirSync(join(folder, 'pictures/train'), { recursive: true })
  mkdirSync(join(folder, 'pictures/test'))
  return { folder, file }
}

async function probe(folder: string): Promise<Record<string, [number[], number[]]>> {
  const { stdout } = await runScript(folder, ['probe.mts'])
  const line = stdout.split('\n').find((text) => text.startsWith('@')) ?? '@{}'
  return JSON.parse(line.slice(1)) as Record<string, [number[], number[]]>
}

/** A PNG of soft random blots, so that resampling has something to smooth. */
async function blots(
  path: string,
  { width, height, grey }: { width: number; height: number; grey?: boolean },
) {
  const stream = randomStream(width, height, path)
  const bytes = Uint8Array.from({ length: 48 }, (_, i) => 256 * stream.uniform(i))
  const small = sharp(bytes, { raw: { width: 4, height: 4, channels: 3 } })
  const large = small.resize(width, height, { fit: 'fill' })
  writeFileSync(path, await (grey ? large.toColourspace('b-w') : large).png().toBuffer())
}

/** Our bytes of a half, or of the whole, spread over [−1, 1]. */
async function ours(path: string, side: number, half?: 0 | 1): Promise<number[]> {
  const picture = await decodePicture(readFileSync(path))
  const width = half === undefined ? picture.width : picture.width / 2
  const box = { left: (half ?? 0) * width, top: 0, width, height: picture.height }
  const bytes = resizePicture(picture, { width: side, height: side, channels: 3, fit: 'crop' }, box)
  return Array.from(bytes, (byte) => byte / 127.5 - 1)
}

/** Mean and largest distance of two pictures, in steps of a byte. */
function apart(a: readonly number[], b: readonly number[]): { mean: number; most: number } {
  const distances = a.map((value, i) => 127.5 * Math.abs(value - (b[i] ?? NaN)))
  return {
    mean: distances.reduce((sum, value) => sum + value, 0) / distances.length,
    most: Math.max(...distances),
  }
}

/** Each sample of a draw with the file that it was read from, and how far from our reading it is. */
function match([shape, values]: [number[], number[]], readings: number[][]) {
  const size = values.length / (shape[0] ?? 1)
  return Array.from({ length: shape[0] ?? 0 }, (_, i) => {
    const sample = values.slice(i * size, (i + 1) * size)
    const found = readings.map((reading, file) => ({ file, ...apart(sample, reading) }))
    return found.reduce((best, one) => (one.mean < best.mean ? one : best))
  })
}

describe('a folder of pictures', () => {
  test('gives pairs their halves, the first field on the left', { timeout: 120_000 }, async () => {
    const document = template('pix2pix')
    const section = Object.values(document.data)[0]
    if (!section) throw new Error('no data')
    section.source = `own/${'0'.repeat(64)}`
    const { folder, file } = projectOf(document, Object.keys(document.data)[0] ?? '')
    const names = ['a.png', 'b.png', 'c.png', 'd.png']
    const path = (name: string) => join(folder, 'pictures/train', name)
    // Two at their own size, two to be shrunk; one without colours.
    for (const [i, name] of names.entries())
      await blots(path(name), { width: i < 2 ? 128 : 320, height: i < 2 ? 64 : 160, grey: i === 1 })
    await blots(join(folder, 'pictures/test/e.png'), { width: 128, height: 64 })
    writeFileSync(path('broken.png'), readFileSync(path('a.png')).subarray(0, 90))

    const drawn = await probe(folder)
    const files: number[][] = []
    for (const [half, field] of Object.keys(section.fields).entries()) {
      const readings = await Promise.all(names.map((name) => ours(path(name), 64, half === 0 ? 0 : 1)))
      const draw = drawn[field]
      if (!draw) throw new Error(`no ${field}`)
      const found = match(draw, readings)
      expect(draw[0]).toEqual([document.game.batch, 64, 64, 3])
      for (const { file, mean, most } of found) {
        expect(mean).toBeLessThan(file < 2 ? 1e-3 : 0.6)
        expect(most).toBeLessThan(file < 2 ? 1e-3 : 4)
      }
      files.push(found.map((one) => one.file))
    }
    expect(files[0]).toEqual(files[1])

    const { stdout } = await runScript(folder, [file, '--rounds', '1', '--data', 'pictures'])
    expect(stdout).toMatch(/"round":1,.*"losses":\{"discriminator":\d/)
  })

  test('refuses pictures that are no pairs', { timeout: 120_000 }, async () => {
    const document = template('papers/pix2pix_256_full')
    const { folder } = projectOf(document, 'pairs')
    await expect(probe(folder)).rejects.toMatchObject({
      stderr: expect.stringContaining('There is no picture in pictures that can be read.') as string,
    })
    await blots(join(folder, 'pictures/train/a.png'), { width: 64, height: 64 })
    await expect(probe(folder)).rejects.toMatchObject({
      stderr: expect.stringContaining('are no pairs, which are twice as wide as high') as string,
    })
  })

  test('gives one picture a sample where the document wants one', { timeout: 120_000 }, async () => {
    const document = template('papers/srgan_full')
    const { folder } = projectOf(document, 'photos')
    const path = join(folder, 'pictures/train/a.png')
    await blots(path, { width: 192, height: 96 })
    const { high } = await probe(folder)
    if (!high) throw new Error('nothing drawn')
    const found = match(high, [await ours(path, 96)])
    for (const { mean } of found) expect(mean).toBeLessThan(1e-3)
  })
})
