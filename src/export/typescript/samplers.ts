// Readable rules for the made data sets of points, as an exported file prints them; the digits are in digitSampler.ts.
import { digitSource } from './digitSampler'

/** A function that makes one sample of a data set. */
export interface Sampler {
  title: string
  functionName: string
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

/** By the name that a document's `made/<name>` gives. */
export const samplers: Record<string, Sampler> = {
  ring: { title: 'A ring of 8 clouds', functionName: 'sampleRing', fields: points, source: ring },
  grid: { title: 'A grid of 25 clouds', functionName: 'sampleGrid', fields: points, source: grid },
  spiral: { title: 'Spirals', functionName: 'sampleSpiral', fields: points, source: spiral },
  moons: { title: 'Two moons', functionName: 'sampleMoons', fields: points, source: moons },
  digits: {
    title: 'Stroke digits',
    functionName: 'sampleDigits',
    fields: { image: [28, 28, 1], label: [] },
    source: digitSource,
  },
}
