// Evidence of a code that a game hides in its pictures: what can be read off generated ones, and what is read off real ones.
import { largest } from '../classes'
import type { Gather } from './gather'
import type { CodeEvidence } from './types'

export const gatherCodes: Gather<'codes', CodeEvidence> = async (_, { part, drawn, following, data }) => {
  const [logits, category] = [drawn[part.logits], drawn[part.category]]
  const realLogits = following[0]?.[part.logits]
  const categories = logits?.shape[1]
  if (!logits || !category || !realLogits || categories === undefined) return null
  const oneHot = category.values.length === logits.values.length
  const hidden = oneHot ? largest(category.values, categories) : category.values
  const clusters = largest(realLogits.values, categories)
  const test = await data(part.label.data, 'test')
  const indices = Array.from({ length: clusters.length }, (_, k) => k % test.count)
  const classes = test.read(indices)[part.label.field] ?? []
  return { own: { categories, logits: logits.values, hidden, clusters, classes } }
}
