// What values that compare or join two batches ask of them.
import { fail, succeed, type Result } from '../../lib/result'
import { showShape } from './inputs'
import type { TensorType } from '../types'

/** The type that both inputs share, domain `any` where they differ in it; else a sentence. */
export function inferAlike<Port extends string>(
  inputs: Record<Port, TensorType>,
  [first, second]: readonly [Port, Port],
): Result<TensorType> {
  const [a, b] = [inputs[first], inputs[second]]
  const named = [a, b].findIndex(({ domain }) => isNames(domain))
  if (named >= 0) {
    return fail(
      `${named === 0 ? first : second} carries names, not numbers: numbers cannot be compared with it`,
    )
  }
  if (a.shape.join() !== b.shape.join() || (a.domain === 'scalar') !== (b.domain === 'scalar')) {
    return fail(
      `${first} is ${showShape(a.shape)}, but ${second} is ${showShape(b.shape)}: both must be alike`,
    )
  }
  return succeed(a.domain === b.domain ? a : { shape: a.shape, domain: 'any' })
}

/** Losses that compare two batches give one number. */
export function inferDistance<Port extends string>(
  inputs: Record<Port, TensorType>,
  ports: readonly [Port, Port],
): Result<{ out: TensorType }> {
  const alike = inferAlike(inputs, ports)
  return alike.ok ? succeed({ out: { shape: [], domain: 'scalar' } }) : alike
}

/** A batch of numbers under `x`, or a sentence that says what it is instead. */
export function inferBatch({ x }: { x: TensorType }): Result<TensorType> {
  if (isNames(x.domain)) return fail('x carries names, not numbers')
  if (x.domain === 'scalar')
    return fail('x is one number for the whole batch, and this needs one or more a sample')
  return succeed(x)
}

/** Labels and tokens: whole numbers that are names. */
export function isNames(domain: TensorType['domain']): boolean {
  return domain === 'label' || domain === 'tokens'
}
