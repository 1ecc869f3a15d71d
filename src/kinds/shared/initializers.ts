// The initializer parameters that every weighted kind has, and what they mean for kernels and biases.
import { z } from 'zod'
import type { Initializer, WeightSpec } from '../types'

/** Parameters `init`, `sigma` and `bias` of kinds with a kernel. */
export const kernelParams = {
  bias: z.boolean().default(true).describe('Adds a learned number to each output channel.'),
  init: z
    .enum(['normal', 'fan_in_uniform', 'zeros', 'ones'])
    .default('normal')
    .describe(
      'How the kernel starts: normal numbers of the given sigma (biases 0), uniform within ±1/√fan-in (biases too), zeros, or ones.',
    )
    .meta({ title: 'Start' }),
  sigma: z
    .number()
    .min(0)
    .max(10)
    .default(0.02)
    .describe('Standard deviation of the kernel at the start, where it starts normal.'),
}

interface KernelParams {
  bias: boolean
  init: 'normal' | 'fan_in_uniform' | 'zeros' | 'ones'
  sigma: number
}

/**
 * The weights `kernel` and, where there is one, `bias` of length `outputs`. The bias starts as PyTorch's own default under
 * `fan_in_uniform`, else at 0, as GAN codes do under N(0, 0.02).
 */
export function kernelWeights(
  { init, sigma, bias }: KernelParams,
  { shape, fanIn, outputs }: { shape: number[]; fanIn: number; outputs: number },
): { kernel: WeightSpec; bias?: WeightSpec } {
  const uniform: Initializer = { kind: 'fan_in_uniform', fanIn }
  const start: Initializer =
    init === 'normal' ? { kind: init, sigma } : init === 'fan_in_uniform' ? uniform : { kind: init }
  const kernel = { shape, init: start }
  if (!bias) return { kernel }
  return { kernel, bias: { shape: [outputs], init: init === 'fan_in_uniform' ? uniform : { kind: 'zeros' } } }
}

/** Where tf.layers takes their initializers. */
export const kernelStarts = { kernel: 'kernelInitializer', bias: 'biasInitializer' }

/** Where tf.layers keeps them: the layer at index `at`. */
export function kernelPlaces({ bias }: { bias: boolean }, at = 0): Record<string, [number, number]> {
  return bias ? { kernel: [at, 0], bias: [at, 1] } : { kernel: [at, 0] }
}
