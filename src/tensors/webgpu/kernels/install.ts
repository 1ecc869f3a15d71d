// Puts our WGSL kernels in the place of those that the webgpu backend of tfjs 4.22 runs naively or not repeatably.
import { installBatchNorm } from './batchNorm'
import { installChannelSums } from './channelSums'
import { installFilterGradient } from './filterGradient'
import { installFused } from './fused'
import { installInputGradient } from './inputGradient'
import { installMatMul } from './matMul'
import type { Core } from './program'
import { installRandom } from './random'
import { installStandardise } from './standardise'

const installed = new WeakSet<object>()

/** Replaces the kernels, once for each copy of tfjs-core; the webgpu backend's module must be loaded before. */
export function installWebgpuKernels(core: Core): void {
  const engine = core.engine()
  if (installed.has(engine)) return
  installed.add(engine)
  installFilterGradient(core)
  installInputGradient(core)
  installChannelSums(core)
  installBatchNorm(core)
  installStandardise(core)
  installFused(core)
  installMatMul(core)
  installRandom(core)
}
