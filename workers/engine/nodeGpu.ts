// WebGPU for Node, by the package `webgpu` (Dawn): the browser has its own.

/** Puts `navigator.gpu` in place where there is none. Rejects where the package or its native part is missing. */
export async function provideNodeGpu(): Promise<void> {
  if (typeof navigator !== 'undefined' && 'gpu' in navigator) return
  const { create, globals } = await import('webgpu')
  Object.assign(globalThis, globals)
  const holder = typeof navigator === 'undefined' ? {} : navigator
  Object.defineProperty(holder, 'gpu', { value: create([]), configurable: true })
  Object.defineProperty(globalThis, 'navigator', { value: holder, configurable: true })
}
