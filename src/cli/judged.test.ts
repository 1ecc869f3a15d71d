// Pictures of what was judged show the samples that the figures are of.
import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { compileProgram } from '../compiler/program/compile'
import { parseDocumentText } from '../document/parse'
import { planWholes } from '../metrics/parts/enlargement'
import { planMetrics } from '../metrics/plan'
import { drawJudged } from './judged'

async function programOf(path: string) {
  const parsed = parseDocumentText(await readFile(path, 'utf8'))
  const compiled = parsed.ok ? compileProgram(parsed.value) : parsed
  if (!compiled.ok) throw new Error('no program')
  return compiled.value
}

/** Pictures of one shade. */
function shade(shape: number[], value: number) {
  return { shape, values: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value) }
}

async function pixelsOf(png: Uint8Array | undefined) {
  const { data, info } = await sharp(png ?? new Uint8Array(0))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return {
    width: info.width,
    height: info.height,
    at: (x: number, y: number) => data[(y * info.width + x) * 3],
  }
}

test('an enlargement stands between bicubic and the original, whole and in pieces', async () => {
  const program = await programOf('templates/srresnet.json')
  const [part] = planMetrics(program)
  if (part?.kind !== 'enlargement') throw new Error('no enlargement')
  const drawn = (count: number, side: number) => ({
    [part.input]: shade([count, side / 4, side / 4, 3], -1),
    [part.value]: shade([count, side, side, 3], 1.5),
    [part.target]: shade([count, side, side, 3], 0),
  })
  const [whole] = planWholes(part, 1)
  const files = await drawJudged(program, [
    { samples: part.samples, drawn: drawn(9, 64) },
    { samples: whole!, drawn: drawn(1, 80) },
    // What could not be drawn is left out.
    { samples: whole!, drawn: {} },
  ])
  expect(Object.keys(files).sort()).toEqual(['judged.png', 'whole-1.png'])
  const { width, height, at } = await pixelsOf(files['whole-1.png'])
  expect([width, height]).toEqual([4 * 80 + 3 * 2, 80])
  const shades = [40, 122, 204, 286].map((x) => at(x, 40))
  expect(shades).toEqual([0, 0, 255, 128])
})

test('generated pictures stand in a grid', async () => {
  const program = await programOf('templates/dcgan.json')
  const [part] = planMetrics(program)
  if (part?.kind !== 'pictures') throw new Error('no pictures')
  const drawn = { [part.value]: shade([50, 28, 28, 1], 1) }
  const files = await drawJudged(program, [{ samples: part.samples, drawn }])
  const { width, height } = await pixelsOf(files['judged.png'])
  expect([width, height]).toEqual([6 * 56 + 10, 6 * 56 + 10])
})
