// Draws what was judged: the first samples of the test split, and every whole picture.
import type { Program } from '../compiler/program/program'
import type { Pictures, ViewData } from '../engine/views'
import { planMetrics } from '../metrics/plan'
import type { Drawn, MetricPart, PlannedSamples } from '../metrics/types'
import { drawView } from './pictures'

/** Samples that were drawn for measuring. */
export interface Seen {
  samples: PlannedSamples
  drawn: Drawn
}

const shownPictures = 36
const shownRows = 8

/** PNG files by name: `judged.png`, `whole-1.png` and so on. */
export async function drawJudged(
  program: Program,
  seen: readonly Seen[],
): Promise<Record<string, Uint8Array>> {
  const files: Record<string, Uint8Array> = {}
  for (const part of planMetrics(program)) {
    const mine = seen.filter(({ samples }) => samples.registers.join() === part.samples.registers.join())
    const wholes = mine.filter(({ samples }) => samples.whole !== undefined)
    for (const [k, { drawn }] of wholes.entries()) {
      const data = dataOf(part, drawn, 1)
      if (data) files[`whole-${k + 1}.png`] = await drawView(data)
    }
    const first = mine.find(({ samples }) => samples.whole === undefined)
    const data = first && dataOf(part, first.drawn, 'target' in part ? shownRows : shownPictures)
    if (data && files['judged.png'] === undefined) files['judged.png'] = await drawView(data)
  }
  return files
}

/** The pictures of a part as a view of its kind shows them. */
function dataOf(part: MetricPart, drawn: Drawn, count: number): ViewData | null {
  if (!('as' in part) || part.as === 'scatter') return null
  const take = (register: string | null) => firstOf(drawn, register, count)
  const value = take(part.value)
  if (!('target' in part)) return value && { as: part.as, ...value }
  const [input, target] = [take(part.input), take(part.target)]
  return value && target && { as: part.as, ...value, ...(input ? { input } : {}), target }
}

function firstOf(drawn: Drawn, register: string | null, count: number): Pictures | null {
  const samples = register === null ? undefined : drawn[register]
  const [all, height, width, channels] = samples?.shape ?? []
  if (!samples || all === undefined || height === undefined || width === undefined || channels === undefined)
    return null
  const shown = Math.min(all, count)
  const values = Float32Array.from(samples.values.subarray(0, shown * height * width * channels))
  // What a network makes may lie beyond what a screen shows.
  for (const [i, value] of values.entries()) values[i] = Math.min(1, Math.max(-1, value))
  return { shape: [shown, height, width, channels], values }
}
