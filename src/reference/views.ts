// Views in the words of the reference.
import { views } from '../kinds/views/registry'
import type { ViewField, ViewKind } from '../kinds/views/types'
import type { Chapter, Entry, PortEntry } from './types'

export function viewsChapter(): Chapter {
  const entries = Object.entries(views).map(([id, view]) => viewEntry(id, view))
  const doc = 'Views show values of the game while it trains, from noise that stays the same.'
  return { id: 'views', title: 'Views', doc, groups: [{ title: 'Views', entries }] }
}

const forms: Record<ViewKind['form'], string> = {
  tiles: 'Tiles: every sample is a run of pictures, side by side.',
  plot: 'A plot: points in a square, over a heat-map.',
}

function viewEntry(id: string, { title, doc, form, value, fields, aim }: ViewKind): Entry {
  const shown = portEntry('value', { needed: true, says: value.says, doc: 'What is shown.' })
  const beside = Object.entries(fields).filter(([, field]) => field.idle !== true)
  const facts = [{ name: 'Drawn as', text: forms[form] }]
  return {
    id,
    ...{ title, doc },
    parameters: [],
    inputs: [shown, ...beside.map(([name, field]) => fieldEntry(name, field))],
    outputs: [],
    facts: aim === undefined ? facts : [...facts, { name: 'Measured as', text: `${measured[aim]}.` }],
  }
}

const measured: Record<NonNullable<ViewKind['aim']>, string> = {
  samples: 'Samples, against those of the data',
  translation: 'A translation of its input, against the target',
  enlargement: 'An enlargement of its input, against the target',
}

function fieldEntry(name: string, { doc = '', rule, needed }: ViewField): PortEntry {
  return portEntry(name, { needed: needed === true, says: rule.says, doc })
}

/** A rule says what a view does with a value: `draws points with 2 coordinates`. */
function portEntry(name: string, words: { needed: boolean; says: string; doc: string }): PortEntry {
  const { needed, says, doc } = words
  return {
    name,
    means: needed ? 'needed' : 'may be left out',
    example: null,
    doc: `${doc} The view ${says}.`.trim(),
  }
}
