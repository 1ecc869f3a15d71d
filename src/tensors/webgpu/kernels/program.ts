// What a WGSL program of ours is to the backend of tfjs, and how it is run there.
import { elementCount } from '../../../lib/format'
import type { WebGPUBackend, WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu'
import type * as tf from '@tensorflow/tfjs-core'
import type { HostBackend } from '../backend'

export type Core = typeof tf
export type KernelCall = Parameters<tf.KernelFunc>[0]
export type Kernel = (call: KernelCall) => tf.TensorInfo | tf.TensorInfo[]

export type Uniforms = NonNullable<Parameters<WebGPUBackend['runWebGPUProgram']>[3]>

/** The parts of a program that differ; `code` declares `fn main()`, with `workgroupId`, `localIndex` and the like in scope. */
export interface ProgramText {
  /** Names the compiled pipeline: two programs of one name have the same code for the same ranks and types. */
  name: string
  inputs: readonly string[]
  outputShape: readonly number[]
  workgroups: readonly [number, number, number]
  threads: readonly [number, number, number]
  /** Members of the uniform struct, such as `rows : i32, `. */
  uniforms: string
  code: string
}

/**
 * Records one dispatch and returns its result, a tensor of the backend's own. Everything goes in flat: tfjs would compile a
 * program anew for each rank and for each pattern of sides of 1, and would hand on shapes that nobody reads.
 */
export function runProgram(
  backend: WebGPUBackend,
  text: ProgramText,
  inputs: readonly tf.TensorInfo[],
  uniforms: Uniforms,
): tf.TensorInfo {
  const program: WebGPUProgram = {
    shaderKey: text.name,
    variableNames: [...text.inputs],
    outputShape: [elementCount(text.outputShape)],
    dispatch: [...text.workgroups],
    workgroupSize: [...text.threads],
    // A layout of no tensor's rank: the code reads its place from the workgroup, and tfjs then adds no helpers that it calls.
    dispatchLayout: { x: [], y: [0, 1, 2, 3, 4, 5, 6] },
    uniforms: text.uniforms,
    getUserCode: () => text.code,
  }
  const flat = inputs.map((input) => ({ ...pick(input), shape: [elementCount(input.shape)] }))
  const output = backend.runWebGPUProgram(program, flat, 'float32', uniforms)
  return { ...pick(output), shape: [...text.outputShape] }
}

/** `runProgram` on our backend, which is tfjs' with other insides; its types do not show it. */
export function runOn(backend: HostBackend, ...given: Rest<Parameters<typeof runProgram>>): tf.TensorInfo {
  return runProgram(backend as unknown as WebGPUBackend, ...given)
}
type Rest<All extends unknown[]> = All extends [unknown, ...infer Others] ? Others : never

/** Of a tensor its methods and its life stay behind. */
function pick({ dataId, dtype, shape }: tf.TensorInfo): tf.TensorInfo {
  return { dataId, dtype, shape }
}

/** Whole numbers for the uniforms, one a member. */
export function integers(...numbers: number[]): Uniforms {
  return numbers.map((number) => ({ type: 'int32', data: [number] }))
}

/** Real numbers for the uniforms, one a member. */
export function reals(...numbers: number[]): Uniforms {
  return numbers.map((number) => ({ type: 'float32', data: [number] }))
}

/** True where every side of a dispatch is within what the device allows. */
export function fits(backend: WebGPUBackend, workgroups: readonly number[]): boolean {
  return workgroups.every((side) => side <= backend.device.limits.maxComputeWorkgroupsPerDimension)
}

/** Puts a kernel in the place of the stock one, which it gets as its second argument. */
export function replaceKernel(
  core: Core,
  name: string,
  compute: (call: KernelCall, stock: Kernel) => tf.TensorInfo | tf.TensorInfo[],
): void {
  const stock = core.getKernel(name, 'webgpu')
  core.unregisterKernel(name, 'webgpu')
  core.registerKernel({
    ...stock,
    kernelName: name,
    backendName: 'webgpu',
    kernelFunc: (call) => compute(call, stock.kernelFunc),
  })
}
