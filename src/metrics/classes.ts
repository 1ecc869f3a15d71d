// Which classes samples and pixels fall into, how evenly, how surely, and how clusters are matched to classes.

export interface Spread {
  /** Classes with at least a tenth of their fair share. */
  classes: number
  /** Entropy of the classes over that of equal shares: 1 where all are as frequent, 0 where there is one. */
  entropy: number
}

/** How samples spread over `total` classes. */
export function spreadOf(answers: ArrayLike<number>, total: number): Spread {
  const counts = new Float64Array(total)
  for (let i = 0; i < answers.length; i++) {
    const answer = answers[i] ?? 0
    counts[answer] = (counts[answer] ?? 0) + 1
  }
  const shares = counts.map((count) => count / answers.length)
  const entropy = shares.reduce((sum, share) => sum - (share > 0 ? share * Math.log(share) : 0), 0)
  return { classes: shares.filter((share) => share > 0.1 / total).length, entropy: entropy / Math.log(total) }
}

/** Share of places where both agree. */
export function agreement(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let same = 0
  for (let i = 0; i < a.length; i++) if (a[i] === b[i]) same++
  return same / a.length
}

/** How many samples of cluster i are of class j, as rows. */
export function countPairs(
  clusters: ArrayLike<number>,
  classes: ArrayLike<number>,
  size: number,
): number[][] {
  const counts = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  for (let i = 0; i < clusters.length; i++) {
    const row = counts[clusters[i] ?? 0]
    const column = classes[i] ?? 0
    if (row) row[column] = (row[column] ?? 0) + 1
  }
  return counts
}

/**
 * The columns of the assignment, one for each row and each once, whose entries have the largest sum (the Hungarian method with
 * potentials, as Jonker and Volgenant do it: O(n³)). `gains` is square.
 */
export function bestAssignment(gains: readonly (readonly number[])[]): number[] {
  const size = gains.length
  const rowPrice = new Array<number>(size + 1).fill(0)
  const columnPrice = new Array<number>(size + 1).fill(0)
  /** The row of each column; column 0 stands for none. */
  const rowOf = new Array<number>(size + 1).fill(0)
  for (let row = 1; row <= size; row++) {
    rowOf[0] = row
    const before = findPath({ gains, rowPrice, columnPrice, rowOf })
    for (let column = before.end; column !== 0;) {
      const previous = before.way[column] ?? 0
      rowOf[column] = rowOf[previous] ?? 0
      column = previous
    }
  }
  const assigned = new Array<number>(size).fill(0)
  for (let column = 1; column <= size; column++) assigned[(rowOf[column] ?? 1) - 1] = column - 1
  return assigned
}

interface Prices {
  gains: readonly (readonly number[])[]
  rowPrice: number[]
  columnPrice: number[]
  rowOf: number[]
}

/** The cheapest way from the row at column 0 to a column that is free; updates the prices. */
function findPath({ gains, rowPrice, columnPrice, rowOf }: Prices): { end: number; way: number[] } {
  const size = gains.length
  const slack = new Array<number>(size + 1).fill(Infinity)
  const way = new Array<number>(size + 1).fill(0)
  const used = new Array<boolean>(size + 1).fill(false)
  let column = 0
  do {
    used[column] = true
    const row = rowOf[column] ?? 0
    let [delta, next] = [Infinity, 0]
    for (let other = 1; other <= size; other++) {
      if (used[other]) continue
      const cost = -(gains[row - 1]?.[other - 1] ?? 0) - (rowPrice[row] ?? 0) - (columnPrice[other] ?? 0)
      if (cost < (slack[other] ?? Infinity)) {
        slack[other] = cost
        way[other] = column
      }
      if ((slack[other] ?? Infinity) < delta) {
        delta = slack[other] ?? Infinity
        next = other
      }
    }
    for (let other = 0; other <= size; other++) {
      if (used[other]) {
        const paid = rowOf[other] ?? 0
        rowPrice[paid] = (rowPrice[paid] ?? 0) + delta
        columnPrice[other] = (columnPrice[other] ?? 0) - delta
      } else slack[other] = (slack[other] ?? Infinity) - delta
    }
    column = next
  } while (rowOf[column] !== 0)
  return { end: column, way }
}

/** The place of the largest number of each row. */
export function largest(values: ArrayLike<number>, width: number): Int32Array {
  return Int32Array.from({ length: values.length / width }, (_, row) => {
    let best = 0
    for (let k = 1; k < width; k++) {
      if ((values[row * width + k] ?? -Infinity) > (values[row * width + best] ?? -Infinity)) best = k
    }
    return best
  })
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

/** Pixels that are right; the mean over classes of that; and of intersection over union. Classes that never occur are left out. */
export function scoreSegmentation(
  truth: ArrayLike<number>,
  found: ArrayLike<number>,
  classes: number,
): { pixel: number; class: number; iou: number } {
  const [right, real, said] = [0, 0, 0].map(() => new Array<number>(classes).fill(0)) as [
    number[],
    number[],
    number[],
  ]
  const add = (counts: number[], at: number) => (counts[at] = (counts[at] ?? 0) + 1)
  for (let i = 0; i < truth.length; i++) {
    const [wanted, given] = [truth[i] ?? 0, found[i] ?? 0]
    add(real, wanted)
    add(said, given)
    if (wanted === given) add(right, wanted)
  }
  const present = real.flatMap((count, k) => (count > 0 ? [k] : []))
  const mean = (share: (k: number) => number) =>
    present.reduce((sum, k) => sum + share(k), 0) / present.length
  const of = (counts: number[], k: number) => counts[k] ?? 0
  return {
    pixel: right.reduce((sum, count) => sum + count, 0) / truth.length,
    class: mean((k) => of(right, k) / of(real, k)),
    iou: mean((k) => of(right, k) / Math.max(1, of(real, k) + of(said, k) - of(right, k))),
  }
}
