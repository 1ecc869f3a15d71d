// What the data browser says of samples and fields, in words.
import type { FieldPreview } from '../../workers/data.api'
import { madeName } from '../data/made/registry'
import type { DataSection } from '../document/types'
import { elementCount, formatCount } from '../lib/format'

/** What is said of sample `at`: its caption where there is one, else its labels by name. */
export function captionOf(section: DataSection, fields: readonly FieldPreview[], at: number): string {
  const said = fields.flatMap(({ name, integers }) => {
    const port = section.fields[name]
    if (!port || integers.length === 0) return []
    const size = elementCount(port.shape)
    const own = integers.slice(at * size, (at + 1) * size)
    if (port.domain === 'tokens') {
      const words = own.filter((token) => token > 0).map((token) => port.words?.[token - 1] ?? String(token))
      return [{ sentence: true, text: words.join(' ') }]
    }
    return [{ sentence: false, text: own.map((label) => port.words?.[label] ?? String(label)).join(' ') }]
  })
  const sentences = said.filter(({ sentence }) => sentence)
  return (sentences.length > 0 ? sentences : said).map(({ text }) => text).join(', ')
}

/** `−1 … 1`: the least and the greatest number among the samples looked at. */
export function rangeOf({ low, high }: Pick<FieldPreview, 'low' | 'high'>): string {
  const text = (value: number) => String(Number(value.toFixed(2))).replace('-', '−')
  return Number.isFinite(low) ? `${text(low)} … ${text(high)}` : 'no numbers'
}

/** Which samples training sees, and which it does not. */
export function splitOf(section: Pick<DataSection, 'source' | 'count'>): string {
  const training = `Training draws from these ${formatCount(section.count)} samples`
  return madeName(section) !== null
    ? `${training}; tests draw from others, which training never sees.`
    : `${training}.`
}
