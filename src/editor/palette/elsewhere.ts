// Says where something belongs that the palette of the open graph does not have.
import type { GanvasDocument } from '../../document/types'
import { findChoices } from '../../ui/ChoiceList'
import { paletteItems } from './items'

const either = new Intl.ListFormat('en-GB', { type: 'disjunction' })

/** What another graph has under this name, and which tab to open for it. Null where no graph has anything of this name. */
export function foundElsewhere(document: GanvasDocument, graph: string, query: string): string | null {
  const found = (other: string) => {
    const choices = paletteItems(document, other).map(({ title }) => ({ id: '', label: title }))
    return findChoices(choices, query).map(({ label }) => label)
  }
  if (graph !== 'game') {
    const [first] = found('game')
    return first === undefined ? null : `${first} belongs to the game: open Game.`
  }
  const networks = Object.entries(document.networks).map(([id, { title }]) => ({
    title: title ?? id,
    titles: found(id),
  }))
  const first = networks.flatMap(({ titles }) => titles)[0]
  if (first === undefined) return null
  const where = networks.filter(({ titles }) => titles.includes(first)).map(({ title }) => title)
  return `${first} belongs inside a network: open ${either.format(where)}.`
}
