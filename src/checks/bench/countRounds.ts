// What a round costs on the counting device: launches, bytes, and the JavaScript that it takes to ask for them.
import type { CountingDevice, LaunchCounts } from '../../tensors/webgpu/testing/countingDevice'

/** One round, after warming up. */
export interface RoundLaunches extends LaunchCounts {
  /** Milliseconds of JavaScript; the median of the rounds counted. The device adds next to nothing. */
  javascript: number
}

/**
 * Runs `round` some times to warm up and then `rounds` times, and returns the counts of one of them (rounded up) with the median
 * of their times. `round` is everything that a training loop does in a round, work left in a queue included.
 */
export async function countRounds(
  counting: CountingDevice,
  round: () => void | Promise<void>,
  { warm = 6, rounds = 4 }: { warm?: number; rounds?: number } = {},
): Promise<RoundLaunches> {
  for (let done = 0; done < warm; done++) await round()
  counting.restart()
  const times: number[] = []
  for (let done = 0; done < rounds; done++) {
    const began = performance.now()
    await round()
    times.push(performance.now() - began)
  }
  const total = counting.counts()
  const mean = (count: number) => Math.ceil(count / rounds)
  times.sort((a, b) => a - b)
  return {
    dispatches: mean(total.dispatches),
    passes: mean(total.passes),
    submits: mean(total.submits),
    buffersCreated: mean(total.buffersCreated),
    bindGroupsCreated: mean(total.bindGroupsCreated),
    bytesUploaded: mean(total.bytesUploaded),
    bytesCopied: mean(total.bytesCopied),
    poolBytes: total.poolBytes,
    javascript: times[Math.floor(times.length / 2)] ?? NaN,
  }
}
