// Warnings that teach: what goes wrong in a GAN when tensors of another meaning flow into a port.
import type { Domain, Problem } from '../../document/types'

type Advice = Pick<Problem, 'message' | 'remedy'>

/** What each domain is, in words that fit after “expects”. */
export const domainWords: Record<Domain, string> = {
  any: 'anything',
  latent: 'noise',
  point: 'points',
  image: 'pictures in [−1, 1]',
  unit_image: 'pictures in [0, 1]',
  features: 'features',
  logit: 'logits (unbounded scores)',
  probability: 'probabilities in [0, 1]',
  one_hot: 'one-hot vectors',
  label: 'labels',
  tokens: 'tokens',
  scalar: 'one number for the whole batch',
}

/** Domains that say nothing definite, so nothing can clash with them. */
const vague: ReadonlySet<Domain> = new Set(['any', 'features'])

/** What is wrong with wiring `actual` into a port that expects `expected`; null where they get along. */
export function domainAdvice(args: {
  consumer: string
  port: string
  source: string
  expected: Domain | undefined
  actual: Domain
}): Advice | null {
  const { consumer, port, source, expected, actual } = args
  if (expected === undefined || expected === actual || vague.has(expected) || vague.has(actual)) return null
  if (expected === 'logit' && (actual === 'probability' || actual === 'unit_image')) {
    return {
      message: `${consumer} expects logits, but ${source} comes out of a sigmoid. The loss applies its own, and two in a row flatten the gradient.`,
      remedy: 'Remove the sigmoid at the end of the network.',
    }
  }
  if (expected === 'logit' && actual === 'image') {
    return {
      message: `${consumer} expects logits, but ${source} comes out of a tanh, which keeps scores within −1 and 1.`,
      remedy: 'Remove the tanh at the end of the network.',
    }
  }
  if (isPicture(expected) && isPicture(actual))
    return rangeAdvice(`${consumer}.${port}`, source, expected, actual)
  if (expected === 'latent') return null
  return {
    message: `${consumer}.${port} expects ${domainWords[expected]}, but ${source} gives ${domainWords[actual]}.`,
    remedy: `Wire ${domainWords[expected]} there, or change what the port expects.`,
  }
}

/** What is wrong when one network sees both domains at one input; null where they get along. */
export function mixtureAdvice(args: {
  network: string
  port: string
  first: { source: string; domain: Domain }
  second: { source: string; domain: Domain }
}): Advice | null {
  const { network, port, first, second } = args
  if (first.domain === second.domain || vague.has(first.domain) || vague.has(second.domain)) return null
  return {
    message: `${network}.${port} sees ${domainWords[first.domain]} from ${first.source} and ${domainWords[second.domain]} from ${second.source}: it can tell them apart by that alone.`,
    remedy: isPicture(first.domain) && isPicture(second.domain) ? sameRange : 'Give both the same meaning.',
  }
}

const sameRange =
  'Bring both to one range: pictures in [−1, 1] belong to a generator that ends in tanh, pictures in [0, 1] to one that ends in sigmoid.'

function rangeAdvice(port: string, source: string, expected: Domain, actual: Domain): Advice {
  return {
    message: `${port} expects ${domainWords[expected]}, but ${source} gives ${domainWords[actual]}: a discriminator tells them apart by their range alone.`,
    remedy: sameRange,
  }
}

function isPicture(domain: Domain): boolean {
  return domain === 'image' || domain === 'unit_image'
}
