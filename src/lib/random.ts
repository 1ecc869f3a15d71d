// Stateless randomness: every number is a pure function of (seed, step, path, index), so a run can stop and resume anywhere.

/** Mixes 32 bits (the murmur3 finaliser): every input bit reaches every output bit. */
function mix(bits: number): number {
  let x = bits | 0
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return x ^ (x >>> 16)
}

/** FNV-1a over UTF-16 units: a path's 32-bit name. */
function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash
}

/** One stream of numbers, addressed by index. */
export interface Stream {
  /** 32 random bits at `index`, as an unsigned integer. */
  bits(index: number): number
  /** A number in [0, 1) at `index`. */
  uniform(index: number): number
  /** A standard normal number at `index` (Box–Muller on two uniforms of its own). */
  normal(index: number): number
}

/** What a stream's numbers are made from besides their index: two 32-bit words, signed. */
export function streamKey(seed: number, step: number, path: string): readonly [number, number] {
  const first = mix(seed ^ Math.imul(step + 1, 0x9e3779b9))
  const second = mix(hashText(path) ^ Math.imul(first, 0x27d4eb2f))
  // Of the path too: streams of one step would else be one sequence of numbers in two orders.
  return [second, mix(second ^ 0x5bd1e995) ^ first]
}

/** The stream of random numbers that belongs to a seed, a step and a path, such as `fake/generator/drop_1`. */
export function randomStream(seed: number, step: number, path: string): Stream {
  const [second, key] = streamKey(seed, step, path)
  const bits = (index: number) => mix(mix(Math.imul(index, 0x9e3779b9) ^ second) + key) >>> 0
  const uniform = (index: number) => bits(index) / 4294967296
  const normal = (index: number) => {
    const radius = Math.sqrt(-2 * Math.log((bits(2 * index) + 0.5) / 4294967296))
    return radius * Math.cos(2 * Math.PI * uniform(2 * index + 1))
  }
  return { bits, uniform, normal }
}
