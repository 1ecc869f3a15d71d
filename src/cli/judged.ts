// Draws what was judged: the first samples of the test split, and every whole picture.
import type { Program } from '../compiler/program/program'
import { besideOf, viewKindOf } from '../kinds/views/registry'
import type { Drawing, ViewKind } from '../kinds/views/types'
import { elementCount } from '../lib/format'
import type { Numbers } from '../lib/numbers'
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
      const drawing = await drawPart(program, part, { drawn, count: 1 })
      if (drawing) files[`whole-${k + 1}.png`] = await drawView(drawing)
    }
    const first = mine.find(({ samples }) => samples.whole === undefined)
    if (!first || files['judged.png'] !== undefined) continue
    const count = part.kind === 'pictures' ? shownPictures : shownRows
    const drawing = await drawPart(program, part, { drawn: first.drawn, count })
    if (drawing) files['judged.png'] = await drawView(drawing)
  }
  return files
}

/** What a view aims at whose pictures are measured in such a part. */
const aims: Partial<Record<MetricPart['kind'], ViewKind['aim']>> = {
  pictures: 'samples',
  translation: 'translation',
  enlargement: 'enlargement',
}

/** The first samples of a part as its view shows them; null where that shows no pictures, or not all of them were drawn. */
async function drawPart(
  program: Program,
  part: MetricPart,
  { drawn, count }: { drawn: Drawn; count: number },
): Promise<Drawing | null> {
  const aim = aims[part.kind]
  for (const view of aim === undefined ? [] : Object.values(program.views)) {
    const kind = viewKindOf(view.as)
    if (kind?.aim !== aim || kind?.form !== 'tiles' || !('value' in part) || part.value !== view.value)
      continue
    const value = firstOf(drawn[view.value], count)
    const beside = Object.fromEntries(
      Object.entries(besideOf(kind, view)).map(([field, register]) => [
        field,
        firstOf(drawn[register], count),
      ]),
    )
    const isWhole = Object.keys(kind.fields).every((field) => !kind.fields[field]?.needed || beside[field])
    return value && isWhole
      ? kind.draw({ value, beside, types: {}, again: () => Promise.resolve(null) })
      : null
  }
  return null
}

function firstOf(samples: Numbers | undefined, count: number): Numbers | undefined {
  if (!samples) return undefined
  const [all = 0, ...sample] = samples.shape
  const shown = Math.min(all, count)
  const values = Float32Array.from(samples.values.subarray(0, shown * elementCount(sample)))
  // What a network makes may lie beyond what a screen shows.
  for (const [i, value] of values.entries()) values[i] = Math.min(1, Math.max(-1, value))
  return { shape: [shown, ...sample], values }
}
