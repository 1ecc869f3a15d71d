// The initializer parameters that every weighted kind has, and what they mean for kernels and biases.
import { z } from 'zod'
import type { Initializer } from './types'

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
  init: 'normal' | 'fan_in_uniform' | 'zeros' | 'ones'
  sigma: number
}

/** How the kernel starts. */
export function kernelStart({ init, sigma }: KernelParams, fanIn: number): Initializer {
  if (init === 'normal') return { kind: 'normal', sigma }
  if (init === 'fan_in_uniform') return { kind: 'fan_in_uniform', fanIn }
  return { kind: init }
}

/** How the bias starts: as PyTorch's own default under `fan_in_uniform`, else 0, as GAN codes do under N(0, 0.02). */
export function biasStart({ init }: KernelParams, fanIn: number): Initializer {
  return init === 'fan_in_uniform' ? { kind: 'fan_in_uniform', fanIn } : { kind: 'zeros' }
}
