// What a graphics adapter says about itself.
import type { BackendName } from './types'

const emulators = /swiftshader|llvmpipe|softpipe|lavapipe|basic render|software/i
const answerLimit = 2000

/** The name of the emulator that stands in for a GPU, or null: a real adapter, none at all, or one that does not say. */
export async function softwareAdapter(backend: BackendName): Promise<string | null> {
  try {
    const name = backend === 'webgpu' ? await gpuName() : backend === 'webgl' ? glName() : ''
    return emulators.exec(name)?.[0] ?? null
  } catch {
    return null
  }
}

interface Adapter {
  isFallbackAdapter?: boolean
  info?: Partial<Record<'vendor' | 'architecture' | 'device' | 'description', string>> & {
    isFallbackAdapter?: boolean
  }
}

async function gpuName(): Promise<string> {
  const { gpu } = globalThis.navigator as unknown as { gpu?: { requestAdapter(): Promise<Adapter | null> } }
  if (gpu === undefined) return ''
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), answerLimit))
  const adapter = await Promise.race([gpu.requestAdapter(), late])
  const { vendor, architecture, device, description } = adapter?.info ?? {}
  const fallback = (adapter?.isFallbackAdapter ?? adapter?.info?.isFallbackAdapter) ? 'software' : ''
  return [vendor, architecture, device, description, fallback].join(' ')
}

function glName(): string {
  if (typeof OffscreenCanvas === 'undefined') return ''
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2')
  if (gl === null) return ''
  const details = gl.getExtension('WEBGL_debug_renderer_info')
  const name: unknown = gl.getParameter(details?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER)
  gl.getExtension('WEBGL_lose_context')?.loseContext()
  return typeof name === 'string' ? name : ''
}
