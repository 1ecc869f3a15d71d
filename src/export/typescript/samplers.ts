// Readable rules for the made data sets, as an exported file prints them: points here, digits in digitSampler.ts, pictures in made/.
import type { DataSection } from '../../document/types'
import { startingDensity } from '../../lib/density'
import { digitSource } from './digitSampler'
import { facadesRule } from './made/facades'
import { facesRule } from './made/faces'
import { outlinesRule } from './made/outlines'
import { scenesRule } from './made/scenes'
import { shapesRule } from './made/shapes'
import { texturesRule } from './made/textures'
import { quote } from './text'

/** A function that makes one sample of a data set. */
export interface Sampler {
  title: string
  functionName: string
  /** What makes one sample, where it is more than the function's name. */
  call?: string
  /** Lines that must stand before the call, from what the section says. */
  prepare?: (section: Pick<DataSection, 'density'>) => string[]
  /** Shape of each field that a sample has; a label's is []. */
  fields: Record<string, readonly number[]>
  source: string
}

const points = { point: [2], label: [] }

const clouds = (centres: string, sigma: string) => `  const label = Math.floor(Math.random() * ${centres})
  const [x, y] = centre(label)
  return { point: [x + ${sigma} * gaussian(), y + ${sigma} * gaussian()], label: [label] }`

const ring = `/** One of eight small clouds on the unit circle. */
function sampleRing(): { point: number[]; label: number[] } {
  const centre = (k: number) => [Math.cos((k * Math.PI) / 4), Math.sin((k * Math.PI) / 4)]
${clouds('8', '0.02')}
}`

const grid = `/** One of twenty-five small clouds on a square grid. */
function sampleGrid(): { point: number[]; label: number[] } {
  const scale = 2.828
  const centre = (k: number) => [(Math.floor(k / 5) * 2 - 4) / scale, ((k % 5) * 2 - 4) / scale]
${clouds('25', '(0.05 / scale)')}
}`

const spiral = `/** A point on one of two spiral arms of one and a half turns. */
function sampleSpiral(): { point: number[]; label: number[] } {
  const label = Math.floor(Math.random() * 2)
  // Length along an arm grows with the square of the angle: the root makes points evenly dense.
  const along = Math.sqrt(Math.random())
  const angle = along * 3 * Math.PI + label * Math.PI
  const point = [along * Math.cos(angle) + 0.02 * gaussian(), along * Math.sin(angle) + 0.02 * gaussian()]
  return { point, label: [label] }
}`

const moons = `/** A point on one of two half circles that reach into each other. */
function sampleMoons(): { point: number[]; label: number[] } {
  const label = Math.floor(Math.random() * 2)
  const angle = Math.random() * Math.PI
  const x = label === 0 ? Math.cos(angle) : 1 - Math.cos(angle)
  const y = label === 0 ? Math.sin(angle) : 0.5 - Math.sin(angle)
  const point = [(x - 0.5) / 1.5 + 0.03 * gaussian(), (y - 0.25) / 1.5 + 0.03 * gaussian()]
  return { point, label: [label] }
}`

const drawn = `/** A point from a density: rows of levels 0 … 9 over the square from −1 to 1, the top row first. */
function sampleDrawn(density: string[]): { point: number[] } {
  const levels = [...density.join('')].map(Number)
  let left = Math.random() * levels.reduce((sum, level) => sum + level, 0)
  const found = levels.findIndex((level) => (left -= level) < 0)
  // An empty drawing is an even one.
  const cell = found < 0 ? Math.floor(Math.random() * levels.length) : found
  const [row, column] = [Math.floor(cell / density.length), cell % density.length]
  const x = ((column + Math.random()) / density.length) * 2 - 1
  const y = 1 - ((row + Math.random()) / density.length) * 2
  return { point: [x, y] }
}`

const picture = (side: number) => [side, side, 3]

/** A sampler whose rule is that of the data set itself, and takes the numbers that it draws. */
function painted(
  functionName: string,
  {
    title,
    fields,
    source,
    more = '',
  }: { title: string; fields: Sampler['fields']; source: string; more?: string },
): Sampler {
  return { title, functionName, call: `() => ${functionName}(randomDraws()${more})`, fields, source }
}

const traits = { woman: [], glasses: [], smile: [], hat: [], dark_hair: [] }

const facesOf = (side: number) =>
  painted('sampleFaces', {
    title: 'Cartoon faces',
    fields: { image: picture(side), ...traits },
    source: facesRule,
    more: `, ${side}`,
  })

/** By the name that a document's `made/<name>` gives. */
export const samplers: Record<string, Sampler> = {
  ring: { title: 'A ring of 8 clouds', functionName: 'sampleRing', fields: points, source: ring },
  grid: { title: 'A grid of 25 clouds', functionName: 'sampleGrid', fields: points, source: grid },
  spiral: { title: 'Spirals', functionName: 'sampleSpiral', fields: points, source: spiral },
  moons: { title: 'Two moons', functionName: 'sampleMoons', fields: points, source: moons },
  drawn: {
    title: 'Points as dense as they were drawn',
    functionName: 'sampleDrawn',
    call: '() => sampleDrawn(density)',
    prepare: (section) => [
      'const density = [',
      ...(section.density ?? startingDensity).map((row) => `  ${quote(row)},`),
      ']',
    ],
    fields: { point: [2] },
    source: drawn,
  },
  digits: {
    title: 'Stroke digits',
    functionName: 'sampleDigits',
    fields: { image: [28, 28, 1], label: [] },
    source: digitSource,
  },
  shapes: painted('sampleShapes', {
    title: 'Captioned shapes',
    fields: { image: picture(32), caption: [9], shape: [], color: [], size: [], place: [] },
    source: shapesRule,
  }),
  faces: facesOf(32),
  faces_64: facesOf(64),
  facades: painted('sampleFacades', {
    title: 'House fronts with their label maps',
    fields: { labels: picture(64), photo: picture(64) },
    source: facadesRule,
  }),
  textures: painted('sampleTextures', {
    title: 'Textures',
    fields: { low: picture(16), high: picture(64) },
    source: texturesRule,
  }),
  scenes: painted('sampleScenes', {
    title: 'Streets by day and by night',
    fields: { day: picture(32), night: picture(32) },
    source: scenesRule,
  }),
  outlines: painted('sampleOutlines', {
    title: 'Outlines and filled shapes',
    fields: { outline: picture(32), filled: picture(32) },
    source: outlinesRule,
  }),
}

/** The rule that makes a section's samples, or null where only files can give them. */
export function samplerOf(section: DataSection): Sampler | null {
  const name = section.source.startsWith('made/') ? section.source.slice('made/'.length) : ''
  return Object.hasOwn(samplers, name) ? (samplers[name] ?? null) : null
}
