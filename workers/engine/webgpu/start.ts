// Starts our WebGPU backend on a device of its own, and tells when that device is in trouble.
import * as core from '@tensorflow/tfjs-core'
import { HostBackend } from './backend'
import { installWebgpuKernels } from './kernels/install'

/** What a device says when it cannot go on, or went wrong. */
export interface DeviceTrouble {
  /** `lost`: nothing on it can be trusted or read any more. `memory`: it ran out. `error`: a launch or a buffer was refused. */
  kind: 'lost' | 'memory' | 'error'
  message: string
}

const listeners = new Set<(trouble: DeviceTrouble) => void>()
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

/** Hears of all trouble of devices that we start, from now on; returns how to stop listening. */
export function onDeviceLost(listener: (trouble: DeviceTrouble) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

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
  void device.lost.then(({ message, reason }) => {
    state.usable = false
    tell({ kind: 'lost', message: message === '' ? reason : message })
  })
  device.addEventListener('uncapturederror', ({ error }) => {
    const memory = error.constructor.name === 'GPUOutOfMemoryError'
    tell({ kind: memory ? 'memory' : 'error', message: error.message })
  })
  installWebgpuKernels(core, device)
  if (core.findBackendFactory('webgpu') !== null) core.removeBackend('webgpu')
  core.registerBackend('webgpu', () => new HostBackend(device, info), 3)
}

function tell(trouble: DeviceTrouble): void {
  for (const listener of listeners) listener(trouble)
}
