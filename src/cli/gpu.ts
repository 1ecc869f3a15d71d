// Gives Node a `navigator.gpu` through Dawn, for the webgpu backend.

/** Puts WebGPU's globals in place. Rejects where the package is not installed or has no build for this machine. */
export async function provideGpu(): Promise<void> {
  const { create, globals } = await import('webgpu')
  Object.assign(globalThis, globals)
  Object.defineProperty(globalThis, 'navigator', { value: { gpu: create([]) }, configurable: true })
}
