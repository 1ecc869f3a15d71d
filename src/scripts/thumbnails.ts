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
import type { ViewData } from '../engine/views'
import { tilesOf } from '../../workers/trainer/viewSheet'

const templates = fileURLToPath(new URL('../../templates', import.meta.url))
const figures = fileURLToPath(new URL('../checks/figures/pictures', import.meta.url))
const width = 320
const height = 200
/** Most pictures in a row of the sheet. */
const mostColumns = 8
const colours = { generated: '#0f9d8f', real: '#7d8795' }

type Scatter = Extract<ViewData, { as: 'scatter' }>

/** Points on nothing, so that the picture suits light and dark pages. */
function scatterSvg({ generated, real, extent }: Scatter): string {
  const scale = height / 2 / extent
  const circles = (points: Float32Array, style: string) => {
    const marks: string[] = []
    for (let i = 0; i + 1 < points.length; i += 2) {
      const x = width / 2 + (points[i] ?? 0) * scale
      const y = height / 2 - (points[i + 1] ?? 0) * scale
      marks.push(`<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" ${style}/>`)
    }
    return marks.join('')
  }
  const marks = [
    circles(real, `r="2.2" fill="none" stroke="${colours.real}" stroke-width="0.7"`),
    circles(generated, `r="1.3" fill="${colours.generated}" fill-opacity="0.8"`),
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${marks.join('')}</svg>`
}

/** Tiles in a sheet that is about as wide as the thumbnail, and how many samples fill it: a sample is a run of tiles. */
function gridOf(as: ViewData['as']): { columns: number; samples: number } {
  const parts = { images: 1, scatter: 1, pairs: 2, triptych: 3, enlarged: 4 }[as]
  const columns = parts * Math.floor(mostColumns / parts)
  return { columns, samples: (columns / parts) * Math.round((columns * height) / width) }
}

/** The thumbnail as a PNG of 320 × 200 pixels. */
async function drawThumbnail(data: ViewData): Promise<Uint8Array> {
  if (data.as === 'scatter')
    return sharp(Buffer.from(scatterSvg(data)))
      .png({ palette: true })
      .toBuffer()
  const { values, shape } = tilesOf(data)
  const { pixels, ...sheet } = drawSheet({ values, shape, columns: gridOf(data.as).columns, gap: 2 })
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
  const [view] = Object.entries(program.value.views)
  if (!view) throw new Error(`${id} has no view to draw`)
  const [name, { as }] = view
  const picture = await engine.view(name, as === 'scatter' ? {} : { count: gridOf(as).samples })
  await writeFile(join(templates, `${id}.png`), await drawThumbnail(picture))
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
