// What the Data tab says of a data section, and whether another one can stand in its place.
import { madeName, madeSets, madeSource } from '../data/made/registry'
import { splitReference, viewReferences } from '../document/references'
import type { DataSection, GanvasDocument, Port } from '../document/types'
import { formatCount, formatSizes } from '../lib/format'
import type { PictureShape } from '../lib/pictureShapes'

/** The values of the game that draw from a data section, by id. */
export function valuesOf(document: GanvasDocument, data: string): string[] {
  return Object.entries(document.game.values)
    .filter(([, value]) => value.params['data'] === data)
    .map(([id]) => id)
}

/** The titles of those values: what the canvas calls them. */
export function titlesOf(document: GanvasDocument, data: string): string {
  const { values } = document.game
  return valuesOf(document, data)
    .map((id) => values[id]?.title ?? id)
    .join(', ')
}

function describePort(name: string, port: Port): string {
  if (port.classes !== undefined) return `${name}: ${port.classes} classes`
  if (port.domain === 'image' || port.domain === 'unit_image')
    return `${name}: ${formatSizes(port.shape)} picture`
  if (port.domain === 'point') return `${name}: ${formatSizes(port.shape)} coordinates`
  return `${name}: ${formatSizes(port.shape)}`
}

/** `12,000 samples · image: 28×28×1 picture · label: 10 classes`. */
export function describeSection(section: DataSection): string {
  const fields = Object.entries(section.fields).map(([name, port]) => describePort(name, port))
  return [`${formatCount(section.count)} samples`, ...fields].join(' · ')
}

/** The sets that can be made in the place of a section: as a document names them, and what they are called. */
export function madeChoices(): { value: string; label: string }[] {
  return Object.values(madeSets).map((set) => ({ value: madeSource(set), label: set.title }))
}

/** A set that is made says its name; files of one's own say so. */
export function sourceTitle(source: string): string {
  const name = madeName({ source })
  return name === null ? 'Your own files' : `Made here: ${name.replaceAll('_', ' ')}`
}

/** The fields of a data section that something in the game is wired to. */
export function usedFields(document: GanvasDocument, data: string): Set<string> {
  const { values, views } = document.game
  const references = [
    ...Object.values(values).flatMap((value) => Object.values(value.in)),
    ...Object.values(views).flatMap((view) => [view.value, ...Object.values(viewReferences(view))]),
  ]
  const sources = new Set(valuesOf(document, data))
  const outputs = references.map(splitReference).filter(({ id }) => sources.has(id))
  return new Set(outputs.flatMap(({ output }) => (output === null ? [] : [output])))
}

function misfit(name: string, old: Port, next: Port | undefined): string | null {
  if (!next) return `There is no ${name} in the new data: wires from it come loose.`
  if (old.shape.join() !== next.shape.join())
    return `${name} is ${formatSizes(next.shape)}, and was ${formatSizes(old.shape)}: layers made for the old shape will show problems.`
  if (old.classes !== next.classes)
    return `${name} has ${next.classes ?? 'no'} classes, and had ${old.classes ?? 'none'}.`
  return null
}

/** What would not fit if `next` took the place of `current`: one sentence for each of the `used` fields that differs. */
export function misfits(current: DataSection, next: DataSection, used: Set<string>): string[] {
  return Object.entries(current.fields)
    .filter(([name]) => used.has(name))
    .map(([name, port]) => misfit(name, port, next.fields[name]))
    .filter((sentence) => sentence !== null)
}

/**
 * What becomes of pictures, before they are stored in these shapes. `lossy` where colours will be lost; `chosen` where the
 * user chose the size, not the document.
 */
export function describeStored(
  shapes: readonly PictureShape[],
  { coloured, chosen }: { coloured: boolean; chosen: boolean },
): { sentence: string; lossy: boolean } {
  const forms = shapes.map(
    ([height, width, channels]) => `in ${channels === 1 ? 'grey' : 'colour'} at ${height}×${width}`,
  )
  const lossy = coloured && shapes.some(([, , channels]) => channels === 1)
  const all = [...new Set(forms)].join(' and ')
  const taken = [...new Set(shapes.map((shape) => formatSizes(shape)))].join(' and ')
  const why = chosen ? '' : `, because this document works on ${taken} pictures`
  return { sentence: `Pictures are stored ${all}${why}.`, lossy }
}
