// The section `kernels`: speed of a convolution's three passes beside stock, and beside a product of matrices of the same size.
import { startContender, type Contender } from './contenders'
import { countProducts, type ConvolutionSize, type Pass } from './flops'
import { compileGame, type Game } from './games'
import type { Peer } from './lines'
import { median, takeTurns, type Budget } from './statistics'

/** One pass of one size, in billions of operations a second. */
export interface KernelSpeed {
  game: string
  size: ConvolutionSize
  pass: Pass
  ours: number
  /** On wasm the filter gradient of stock is that of `stock + filter gradient`: it has none. Null where it fails. */
  stock: number | null
  /** A product of matrices with as many operations, ours. */
  matmul: number
}

const passes = ['forward', 'input', 'filter'] as const

/** All sizes of the game's convolutions on one backend. */
export async function timeKernels(
  name: string,
  game: Game,
  { backend, batch, budget }: { backend: string; batch: number; budget: Budget & { each: number } },
): Promise<KernelSpeed[]> {
  const implementation = backend === 'wasm' ? 'stock + filter gradient' : 'stock'
  const contenders: Contender[] = [
    { implementation: 'ours', backend },
    { implementation, backend },
  ]
  const [ours, stock] = contenders.map((contender) => startContender(contender)) as [Peer, Peer]
  const filterGradient = backend === 'wasm'
  for (const peer of [ours, stock]) {
    const started = await peer.ask({ do: 'start', backend, filterGradient })
    if (started.ok) continue
    for (const one of [ours, stock]) one.end()
    throw new Error(`${backend}: ${started.error}`)
  }
  const speeds: KernelSpeed[] = []
  for (const [size, flops] of sizesOfGame(game, batch)) {
    const ask = (peer: Peer, pass: Pass | 'matmul') => async () => {
      const told = await peer.ask<{ milliseconds: number }>({
        do: 'kernel',
        pass,
        size,
        milliseconds: budget.each,
      })
      return told.ok ? told.value.milliseconds : null
    }
    const plays = [ask(ours, 'matmul'), ...passes.flatMap((pass) => [ask(ours, pass), ask(stock, pass)])]
    const [matmul = [], ...pairs] = await takeTurns(plays, budget)
    const speedOf = (times: number[] = []) => flops / 1e6 / median(times)
    for (const [at, pass] of passes.entries()) {
      const theirs = pairs[2 * at + 1] ?? []
      speeds.push({
        ...{ game: name, size, pass },
        ours: speedOf(pairs[2 * at]),
        stock: theirs.length === 0 ? null : speedOf(theirs),
        matmul: speedOf(matmul),
      })
    }
  }
  for (const peer of [ours, stock]) peer.end()
  return speeds
}

/** Each size of its convolutions once, with the operations of one pass. */
function sizesOfGame(game: Game, batch: number): [ConvolutionSize, number][] {
  const found = new Map<string, [ConvolutionSize, number]>()
  for (const { size, flops } of countProducts(compileGame(game, batch))) {
    if (size !== null) found.set(JSON.stringify(size), [size, flops])
  }
  return [...found.values()]
}
