// Backends by their names: the short one for menus, the one that a sentence spells out.

/** Everything that tensors can live on. */
export const backendNames = {
  webgpu: { short: 'WebGPU', spelt: 'WebGPU' },
  webgl: { short: 'WebGL', spelt: 'WebGL' },
  wasm: { short: 'WASM', spelt: 'WebAssembly' },
  cpu: { short: 'CPU', spelt: 'plain JavaScript' },
} as const

/** What a user can ask for: one of them, or whichever does best. */
export const backendChoices = ['auto', 'webgpu', 'webgl', 'wasm', 'cpu'] as const
