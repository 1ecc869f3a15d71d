// Starts our WebGPU backend on a device of its own, and on another one once that is lost.
import * as core from '@tensorflow/tfjs-core'
import { HostBackend } from './backend'
import { installWebgpuKernels } from './kernels/install'

/** Limits that kernels can make use of; the rest stay at their defaults. */
const wantedLimits = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
] as const
const wantedFeatures = ['shader-f16', 'subgroups', 'timestamp-query'] as const

let running: { device: GPUDevice; usable: boolean } | null = null

/**
 * Registers the backend `webgpu`, on a new device where there is none or the last one was lost. False where this machine has
 * no adapter.
 */
export async function registerWebgpu(): Promise<boolean> {
  if (running?.usable === true) return true
  const gpu = (globalThis.navigator as { gpu?: GPU } | undefined)?.gpu
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' })
  if (adapter === undefined || adapter === null) return false
  const device = await adapter.requestDevice({
    requiredFeatures: wantedFeatures.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(wantedLimits.map((limit) => [limit, adapter.limits[limit]])),
  })
  registerDevice(device, adapter.info)
  return true
}

/** Registers the backend `webgpu` on this device, in place of any before. */
export function registerDevice(device: GPUDevice, info: GPUAdapterInfo): void {
  const state = { device, usable: true }
  running = state
  void device.lost.then(() => {
    state.usable = false
  })
  installWebgpuKernels(core)
  if (core.findBackendFactory('webgpu') !== null) core.removeBackend('webgpu')
  core.registerBackend('webgpu', () => new HostBackend(device, info), 3)
}
