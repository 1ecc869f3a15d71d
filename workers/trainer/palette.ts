// Finds out what one may draw with on pictures like those of a data set, from the pictures themselves.
import type { Program } from '../../src/compiler/program/program'
import { own } from '../../src/lib/own'
import { toByte } from '../../src/lib/pixels'
import { madeSetOf } from '../../src/data/made/registry'
import type { DataSource } from '../../src/data/source'
import type { Palette } from '../data.api'

/** Pictures that are looked at, and the most colours of a label map. */
const looked = 24
const mostColours = 32

/** The colours of a label map where the pictures of `field` have few; shades of grey where they have no others. */
export function paletteOf(
  source: DataSource,
  { section, field }: { section: Program['data'][string]; field: string },
): Palette {
  const known = own(madeSetOf(section)?.palettes ?? {}, field)
  if (known) {
    const colours = known.map(({ name, colour: [red, green, blue] }) => {
      return { name, colour: [red, green, blue] as [number, number, number] }
    })
    return { kind: 'palette', colours }
  }
  const shape = source.fields[field]?.shape ?? []
  const values = source.read(Array.from({ length: Math.min(looked, source.count) }, (_, index) => index))[
    field
  ]
  return values === undefined ? { kind: 'none' } : paletteOfPictures(values, shape[2] ?? 0)
}

/** The same for pictures in [−1, 1], one after another. */
export function paletteOfPictures(values: ArrayLike<number>, channels: number): Palette {
  if (channels !== 1 && channels !== 3) return { kind: 'none' }
  const seen = new Set<number>()
  let grey = true
  let sum = 0
  for (let at = 0; at < values.length; at += channels) {
    const [red = 0, green = 0, blue = 0] = [0, 1, 2].map((k) =>
      toByte(values[at + Math.min(k, channels - 1)] ?? 0),
    )
    if (seen.size <= mostColours) seen.add((red << 16) | (green << 8) | blue)
    grey &&= red === green && green === blue
    sum += values[at] ?? 0
  }
  if (grey) return { kind: 'grey', ground: sum > 0 ? 'white' : 'black' }
  if (seen.size > mostColours) return { kind: 'none' }
  const colours = [...seen]
    .sort((a, b) => a - b)
    .map((colour) => {
      return {
        name: null,
        colour: [colour >> 16, (colour >> 8) & 255, colour & 255] as [number, number, number],
      }
    })
  return { kind: 'palette', colours }
}
