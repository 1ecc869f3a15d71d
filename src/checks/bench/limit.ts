// What a backend could reach: the convolutions of a round at the rate of its plain conv2d forwards, measured between the rounds.
import { startContender, type Contender } from './contenders'
import type { ConvolutionSize, Product } from './flops'
import type { Peer } from './lines'

export interface Limiter {
  /** Milliseconds of a round's convolutions at the rate that forwards of their sizes have right now; null where they fail. */
  play: () => Promise<number | null>
  end: () => void
}

/** Forwards run on the kernels of that implementation, in a process of their own. */
export async function startLimiter(contender: Contender, products: readonly Product[]): Promise<Limiter> {
  const peer: Peer = startContender(contender)
  await peer.ask({ do: 'start', backend: contender.backend })
  const sizes = sizesOf(products)
  return {
    play: async () => {
      let milliseconds = 0
      for (const [size, forwards] of sizes) {
        const told = await peer.ask<{ milliseconds: number }>({
          do: 'kernel',
          pass: 'forward',
          size,
          milliseconds: 60,
        })
        if (!told.ok) return null
        milliseconds += forwards * told.value.milliseconds
      }
      return milliseconds
    },
    end: peer.end,
  }
}

/** Each size of a convolution once, and how many products of that size a round has. All three passes cost the same. */
export function sizesOf(products: readonly Product[]): [ConvolutionSize, number][] {
  const found = new Map<string, [ConvolutionSize, number]>()
  for (const { size, times } of products) {
    if (size === null) continue
    const key = JSON.stringify(size)
    found.set(key, [size, (found.get(key)?.[1] ?? 0) + times])
  }
  return [...found.values()]
}
