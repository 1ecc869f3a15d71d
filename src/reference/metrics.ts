// Measures in the words of the reference.
import { keyOf, measures, untrained } from '../metrics/registry'
import type { Measure } from '../metrics/types'
import type { Chapter, Entry, Fact } from './types'

export function metricsChapter(): Chapter {
  const entries = Object.entries(measures).map(([id, measure]) => measureEntry(id, measure))
  const doc =
    'Metrics say in figures how good a trained game is, each beside what real data get where that can be said.'
  return { id: 'metrics', title: 'Metrics', doc, groups: [{ title: 'Metrics', entries }] }
}

const better = { higher: 'Higher is better.', lower: 'Lower is better.' }

function measureEntry(id: string, measure: Measure): Entry {
  const facts: Fact[] = [
    { name: 'In results', code: keyOf(id) },
    { name: 'Counted in', text: measure.unit },
    ...(measure.better === null ? [] : [{ name: 'Reads', text: better[measure.better] }]),
    { name: 'Computed from', text: Object.keys(measure.from).join(', ') },
    ...besideOf(measure),
    ...(measure.hidden
      ? [{ name: 'Shown', text: 'Nowhere: it says how far the others can be trusted.' }]
      : []),
  ]
  return { id, title: measure.title, doc: measure.meaning, parameters: [], inputs: [], outputs: [], facts }
}

function besideOf({ beside = [], real, most }: Measure): Fact[] {
  const names = beside.map((name) => (name === 'floor' ? 'real data' : untrained[name]))
  if (real !== undefined && !names.includes('real data')) names.unshift('real data')
  if (most) names.push('the most that there is')
  return names.length === 0 ? [] : [{ name: 'Beside it', text: names.join(', ') }]
}
