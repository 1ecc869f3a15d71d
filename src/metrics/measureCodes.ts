// Measures the code that a game hides in its pictures: how much of it can be read, and whether its classes are the data's.
import { agreement, bestAssignment, countPairs } from './classes'
import type { DataFor, Drawn, Figures } from './figures'
import { largest } from './measurePictures'
import type { MetricPart } from './plan'

type Part = Extract<MetricPart, { kind: 'codes' }>

/**
 * `mutualInformation`: InfoGAN's lower bound L_I, in nats, beside the entropy of the categories. `clusters`: share of real pictures
 * whose category is their class, under the best matching of categories to classes.
 */
export async function measureCodes(
  part: Part,
  { drawn, real, data }: { drawn: Drawn; real: Drawn; data: DataFor },
): Promise<Figures> {
  const [logits, category, realLogits] = [drawn[part.logits], drawn[part.category], real[part.logits]]
  const width = logits?.shape[1]
  if (!logits || !category || !realLogits || width === undefined) return {}
  const classes =
    category.values.length === logits.values.length ? largest(category.values, width) : category.values
  const clusters = largest(realLogits.values, width)
  const test = await data(part.label.data, 'test')
  const truth =
    test.read(Array.from({ length: clusters.length }, (_, k) => k % test.count))[part.label.field] ?? []
  const match = bestAssignment(countPairs(clusters, truth, width))
  return {
    clusters: agreement(
      clusters.map((cluster) => match[cluster] ?? -1),
      truth,
    ),
    mutualInformation: Math.log(width) - meanCrossEntropy(logits.values, classes, width),
    categoryEntropy: Math.log(width),
  }
}

/** Mean cross-entropy, in nats, of the softmax of logits with classes. */
export function meanCrossEntropy(
  logits: ArrayLike<number>,
  classes: ArrayLike<number>,
  width: number,
): number {
  let sum = 0
  for (let row = 0; row < classes.length; row++) {
    const at = (k: number) => logits[row * width + k] ?? NaN
    let most = -Infinity
    for (let k = 0; k < width; k++) most = Math.max(most, at(k))
    let total = 0
    for (let k = 0; k < width; k++) total += Math.exp(at(k) - most)
    sum += most + Math.log(total) - at(classes[row] ?? 0)
  }
  return sum / classes.length
}
