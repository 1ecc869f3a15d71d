// Runs a program that writes several results, which tfjs' own programs cannot.
import type * as tf from '@tensorflow/tfjs-core'
import type { HostBackend } from '../backend'
import type { Core } from './program'

/** A whole WGSL program: what it writes is bound first, then `reads`, then `struct Uniforms`, all in group 0. */
export interface SeveralResults {
  /** Names the compiled pipeline. */
  name: string
  /** Tensors that nobody reads any more: the program changes them where they lie, and they become the first results. */
  changes?: Record<string, tf.TensorInfo>
  /** New results by shape. */
  results?: Record<string, readonly number[]>
  reads: Record<string, tf.TensorInfo>
  /** Whole numbers, in the order of the struct. */
  uniforms: Record<string, number>
  /** Real numbers after them; of a kind that repeats from round to round, since what uniforms hold is kept. */
  factors?: Record<string, number>
  threads: number
  /** How many things there are to do, one a thread or several. */
  count: number
  /** The body of `fn main`, where `id` is the thread's number and `together` that of all threads. */
  body: string
}

const mostWorkgroups = 8192

/** Records one dispatch and returns the results in their order. */
export function runSeveral(core: Core, backend: HostBackend, program: SeveralResults): tf.TensorInfo[] {
  const changed = Object.values(program.changes ?? {}).map((tensor) => takeOver(core, backend, tensor))
  const made = Object.values(program.results ?? {}).map((shape) =>
    backend.makeTensorInfo([...shape], 'float32'),
  )
  const outputs = [...changed, ...made]
  const reads = Object.values(program.reads)
  const pipeline = pipelineOf(core, backend, program)
  for (const { dataId } of [...outputs, ...reads]) backend.uploadToGPU(dataId)
  if (pipeline instanceof Promise) return outputs
  const bufferOf = ({ dataId }: tf.TensorInfo) => backend.tensorMap.get(dataId).resource as GPUBuffer
  const whole = Object.values(program.uniforms).map((number) => ({ type: 'uint32', data: [number] }))
  const real = Object.values(program.factors ?? {}).map((number) => ({ type: 'float32', data: [number] }))
  backend.launch({
    pipeline,
    writes: outputs.map(bufferOf),
    reads: reads.map(bufferOf),
    uniforms: backend.uniformsOf([...whole, ...real]),
    workgroups: [Math.max(1, Math.min(Math.ceil(program.count / program.threads), mostWorkgroups)), 1, 1],
    inPlace: changed.length > 0,
  })
  return outputs
}

/** A tensor with the numbers of one that is about to be disposed: in its very buffer, or in a copy where clones share that. */
function takeOver(core: Core, backend: HostBackend, { dataId, shape }: tf.TensorInfo): tf.TensorInfo {
  const taken = backend.makeTensorInfo([...shape], 'float32')
  // Where programs are only compiled, real weights stay what they are.
  if (core.env().getBool('WEBGPU_ENGINE_COMPILE_ONLY')) return taken
  backend.uploadToGPU(dataId)
  const [before, after] = [backend.tensorMap.get(dataId), backend.tensorMap.get(taken.dataId)]
  if (before.refCount === 1) {
    after.resource = before.resource
    before.resource = null
  } else {
    backend.uploadToGPU(taken.dataId)
    backend.copy(before.resource as GPUBuffer, after.resource as GPUBuffer)
  }
  return taken
}

/** Compiled once; a promise where programs are only compiled ahead, and nothing is to run. */
function pipelineOf(
  core: Core,
  backend: HostBackend,
  program: SeveralResults,
): GPUComputePipeline | Promise<GPUComputePipeline> {
  const { device, pipelineCache } = backend
  const { name } = program
  const describe = () => ({
    layout: 'auto' as const,
    label: name,
    compute: {
      module: device.createShaderModule({ code: codeOf(program), label: name }),
      entryPoint: 'main',
    },
  })
  return (pipelineCache[name] ??= core.env().getBool('WEBGPU_ENGINE_COMPILE_ONLY')
    ? device.createComputePipelineAsync(describe())
    : device.createComputePipeline(describe()))
}

function codeOf(program: SeveralResults): string {
  const { changes = {}, results = {}, reads, uniforms, factors = {}, threads, body } = program
  const written = Object.keys({ ...changes, ...results }).map(
    (name) => `var<storage, read_write> ${name} : array<f32>;`,
  )
  const read = Object.keys(reads).map((name) => `var<storage, read> ${name} : array<f32>;`)
  const members = [
    ...Object.keys(uniforms).map((name) => `${name} : u32, `),
    ...Object.keys(factors).map((name) => `${name} : f32, `),
  ]
  const bound = [...written, ...read, 'var<uniform> uniforms : Uniforms;']
  return `
  struct Uniforms { ${members.join('')} };
  ${bound.map((line, at) => `@group(0) @binding(${at}) ${line}`).join('\n  ')}
  @compute @workgroup_size(${threads}) fn main(
    @builtin(global_invocation_id) globalId : vec3<u32>, @builtin(num_workgroups) groups : vec3<u32>) {
    let id = globalId.x;
    let together = groups.x * ${threads}u;
    ${body}
  }`
}
