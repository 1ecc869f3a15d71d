// Draws what came of training each template: `tsx src/scripts/thumbnails.ts [--from FOLDER | --figures] [ID…]` writes templates/ID.png.
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { compileProgram } from '../compiler/program/compile'
import { drawSheet } from '../lib/sheet'
import { prepareData } from '../cli/trainingData'
import { readDocument } from '../cli/files'
import { chooseBackend, loadOps } from '../tensors/backends'
import { createEngine, type Engine } from '../engine/engine'
import type { Drawing, Plot } from '../kinds/views/types'
import { layTiles } from '../../workers/trainer/viewSheet'

const templates = fileURLToPath(new URL('../../templates', import.meta.url))
const figures = fileURLToPath(new URL('../checks/figures/pictures', import.meta.url))
const width = 320
const height = 200
/** Most pictures in a row of the sheet. */
const mostColumns = 8
const marks = {
  circle: 'r="2.2" fill="none" stroke="#7d8795" stroke-width="0.7"',
  dot: 'r="1.3" fill="#0f9d8f" fill-opacity="0.8"',
}

/** Points on nothing, so that the picture suits light and dark pages. */
function plotSvg({ points, extent }: Plot): string {
  const scale = height / 2 / extent
  const circles = points.flatMap(({ mark, xy }) =>
    Array.from({ length: Math.floor(xy.length / 2) }, (_, k) => {
      const x = width / 2 + (xy[2 * k] ?? 0) * scale
      const y = height / 2 - (xy[2 * k + 1] ?? 0) * scale
      return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" ${marks[mark]}/>`
    }),
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${circles.join('')}</svg>`
}

/** Tiles in a sheet that is about as wide as the thumbnail, and how many samples of so many tiles fill it. */
function gridOf(parts: number): { columns: number; samples: number } {
  const columns = parts * Math.floor(mostColumns / parts)
  return { columns, samples: (columns / parts) * Math.round((columns * height) / width) }
}

/** The thumbnail as a PNG of 320 × 200 pixels. */
async function drawThumbnail(drawing: Drawing): Promise<Uint8Array> {
  if (drawing.form === 'plot')
    return sharp(Buffer.from(plotSvg(drawing)))
      .png({ palette: true })
      .toBuffer()
  const { values, shape } = layTiles(drawing)
  const { columns } = gridOf(drawing.parts.length)
  const { pixels, ...sheet } = drawSheet({ values, shape, columns, gap: 2 })
  return sharp(pixels, { raw: { width: sheet.width, height: sheet.height, channels: 4 } })
    .flatten()
    .resize(width, height, { fit: 'cover', kernel: 'cubic' })
    .png({ palette: true, colours: 64 })
    .toBuffer()
}

/** Trains to the end of the plan, or takes the weights that `npm run figures` left: `FOLDER/ID-1/weights.safetensors`. */
async function train(engine: Engine, options: { id: string; from: string | null }): Promise<void> {
  const file = join(options.from ?? '', `${options.id}-1`, 'weights.safetensors')
  if (options.from !== null && existsSync(file)) {
    const bytes = await readFile(file)
    const loaded = engine.loadWeights(new Uint8Array(bytes).buffer)
    if (!loaded.ok) throw new Error(`${file}: ${loaded.error}`)
    return
  }
  const { rounds } = engine.program
  while (engine.round < rounds) {
    engine.runRound()
    if (engine.round % 100 === 0) {
      process.stderr.write(`${options.id}: ${engine.round} of ${rounds}\n`)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
}

async function makeThumbnail(id: string, from: string | null): Promise<void> {
  const document = await readDocument(join(templates, `${id}.json`))
  if (!document.ok) throw new Error(`${id}: ${document.error[0]?.message}`)
  const data = await prepareData(document.value, {}, { swap: false })
  if (!data.ok) throw new Error(`${id}: ${data.error}`)
  const program = compileProgram(data.value.document)
  if (!program.ok) throw new Error(`${id}: ${program.error[0]?.message}`)
  const ops = loadOps()
  // Silences advice that is meant for developers of tfjs programs.
  ops.env().set('PROD', true)
  const backend = await chooseBackend({ ops, choice: 'wasm' })
  if (!backend.ok) throw new Error(backend.error.message)
  const engine = createEngine({ ops, program: program.value, sources: data.value.sources })
  await train(engine, { id, from })
  const [view] = Object.keys(program.value.views)
  if (view === undefined) throw new Error(`${id} has no view to draw`)
  let { drawing } = await engine.view(view)
  if (drawing.form === 'tiles') {
    const { samples } = gridOf(drawing.parts.length)
    drawing = (await engine.view(view, { count: samples })).drawing
  }
  await writeFile(join(templates, `${id}.png`), await drawThumbnail(drawing))
  engine.dispose()
}

/** Cuts the thumbnail out of the committed picture of the run that the figures were measured on. */
async function cutThumbnail(id: string): Promise<void> {
  await sharp(join(figures, `${id}.png`))
    .resize(width, height, { fit: 'cover', position: 'left top', kernel: 'cubic' })
    .png({ palette: true, colours: 64 })
    .toFile(join(templates, `${id}.png`))
}

async function main(words: string[]): Promise<void> {
  const { values, positionals: ids } = parseArgs({
    args: words,
    options: { from: { type: 'string' }, figures: { type: 'boolean' } },
    allowPositionals: true,
  })
  const names = (await readdir(templates)).filter((name) => name.endsWith('.json'))
  const all = names.map((name) => name.slice(0, -'.json'.length))
  for (const id of ids.length > 0 ? ids : all) {
    if (values.figures) await cutThumbnail(id)
    else await makeThumbnail(id, values.from ?? null)
  }
}

await main(process.argv.slice(2))
