// Which classes generated samples fall into, how evenly, and how clusters are matched to classes.

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
