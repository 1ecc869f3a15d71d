// Metrics in the words of the reference.
import { keyOf, measures } from '../metrics/registry'
import type { Measure } from '../metrics/types'
import type { Chapter, Entry, Fact } from './types'

export function metricsChapter(): Chapter {
  const entries = Object.entries(measures).map(([id, measure]) => metricEntry(id, measure))
  const doc =
    'Metrics say how good a run is: each a figure that the trainer draws samples for while training goes on.'
  return { id: 'metrics', title: 'Metrics', doc, groups: [{ title: 'Metrics', entries }] }
}

function metricEntry(id: string, { title, meaning, unit, better, from, beside }: Measure): Entry {
  const facts: Fact[] = [
    { name: 'In results', code: keyOf(id) },
    { name: 'Counted in', text: unit },
    ...(better ? [{ name: 'Better', text: better === 'higher' ? 'the higher' : 'the lower' }] : []),
    { name: 'Computed from', text: Object.keys(from).join(', ') },
    ...(beside ? [{ name: 'Stands beside', text: beside.join(', ') }] : []),
  ]
  return { id, title, doc: meaning, parameters: [], inputs: [], outputs: [], facts }
}
