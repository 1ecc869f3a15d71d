// Our WebGPU backend: tfjs' kernels on a host of our own, which uploads through the queue, batches submits and can be recorded.
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core'
import * as core from '@tensorflow/tfjs-core'
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import { BufferPool } from './bufferPool'
import { numbersOf, type TensorData } from './numbers'
import { packUniforms, type UniformField } from './uniforms'

/** One launch. Binding i is the i-th of `writes` and `reads` together. */
export interface Launch {
  pipeline: GPUComputePipeline
  writes: readonly GPUBuffer[]
  reads: readonly GPUBuffer[]
  /** Bound last, where there is one. */
  uniforms?: GPUBuffer
  workgroups: readonly [number, number, number]
  /** What it writes depends on what was there. */
  inPlace?: boolean
}

/** What a replay asks of the device, in order: a launch as it was bound, or a copy of a whole buffer. */
export type Command =
  | { pipeline: GPUComputePipeline; bindGroup: GPUBindGroup; workgroups: readonly [number, number, number] }
  | { from: GPUBuffer; to: GPUBuffer }

/** Hears of all that a stretch of work asks of the device, in order. */
export interface Recorder {
  launched(launch: Launch, bindGroup: GPUBindGroup): void
  copied(from: GPUBuffer, to: GPUBuffer): void
  /** Where to upload a tensor's numbers. */
  upload(dataId: object, numbers: Float32Array | Int32Array): GPUBuffer
  /** Something happened that a replay would not repeat. */
  spoil(reason: string): void
}

/** A kernel's program, as tfjs compiles it. */
interface Program {
  outputShape: number[]
  dispatch: [number, number, number]
  pipeline: GPUComputePipeline
  size?: boolean
  outputComponent?: number
  pixelsOpType?: number
}

/** The parts of tfjs' backend that we put others in place of; its types call some of them private. */
interface Host extends core.KernelBackend {
  device: GPUDevice
  queue: GPUQueue
  bufferManager: BufferPool
  tensorMap: core.DataStorage<TensorData>
  activeTimers: unknown
  commandEncoder: GPUCommandEncoder | null
  computePassEncoder: GPUComputePassEncoder | null
  dispatchCountInPass: number
  pipelineCache: Record<string, GPUComputePipeline | Promise<GPUComputePipeline>>
  ensureCommandEncoderReady(): void
  endComputePassEncoder(): void
  submitQueue(): void
  makeTensorInfo(shape: number[], dtype: DataType, values?: unknown): TensorInfo
  uploadToGPU(dataId: object): void
  recordAndSubmit(program: Program, output: TensorInfo, inputs: TensorInfo[], own?: UniformField[]): void
  runWebGPUProgram(
    program: unknown,
    inputs: TensorInfo[],
    dtype: DataType,
    own?: UniformField[],
    output?: TensorInfo,
  ): TensorInfo
}
const Stock = WebGPUBackend as unknown as new (device: GPUDevice, info: GPUAdapterInfo) => Host

/** Launches that wait for one submit: few enough that the GPU does not fall idle, many enough that submits cost nothing. */
const launchesPerSubmit = 128
/** Uniforms of a program repeat from round to round; whatever changes at each is not kept for ever. */
const uniformsKept = 8192

/** tfjs' backend with another host. Its kernels are untouched. */
export class HostBackend extends Stock {
  recorder: Recorder | null = null
  readonly #uniforms = new Map<string, GPUBuffer>()
  readonly #layouts = new WeakMap<GPUComputePipeline, GPUBindGroupLayout>()
  #compiling = false

  constructor(device: GPUDevice, info: GPUAdapterInfo) {
    super(device, info)
    this.bufferManager = new BufferPool(device)
  }

  /** Never: small tensors would go on on the CPU after the device is lost, and a recording would not see them. */
  shouldExecuteOnCPU(): boolean {
    return false
  }

  /** Numbers that came back are not kept beside the tensor: a replay changes its buffer without telling it. */
  convertAndCacheOnCPU(dataId: object, numbers: core.BackendValues): core.BackendValues {
    const data = this.tensorMap.get(dataId)
    if (data.resource === undefined || data.resource === null) data.values = numbers
    return numbers
  }

  override uploadToGPU(dataId: object): void {
    const data = this.tensorMap.get(dataId)
    if ((data.resource !== undefined && data.resource !== null) || this.#compiling) return
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST
    if (data.values === null || data.values === undefined) {
      data.resource = this.bufferManager.acquireBuffer(4 * core.util.sizeFromShape(data.shape), usage)
      return
    }
    const numbers = numbersOf(data)
    const buffer =
      this.recorder?.upload(dataId, numbers) ?? this.bufferManager.acquireIdle(numbers.byteLength, usage)
    this.queue.writeBuffer(buffer, 0, numbers)
    data.values = null
    data.resource = buffer
  }

  override recordAndSubmit(
    program: Program,
    output: TensorInfo,
    inputs: TensorInfo[],
    own: UniformField[] = [],
  ): void {
    // Textures and timers are not for training: tfjs' way is good enough for them.
    if (program.pixelsOpType !== undefined || (this.activeTimers ?? null) !== null) {
      this.recorder?.spoil('textures or timers')
      super.recordAndSubmit(program, output, inputs, own)
      return
    }
    const bufferOf = ({ dataId }: TensorInfo) => this.tensorMap.get(dataId).resource as GPUBuffer
    this.launch({
      pipeline: program.pipeline,
      writes: [bufferOf(output)],
      reads: inputs.map(bufferOf),
      uniforms: this.uniformsOf(fieldsOf(program, output, inputs, own)),
      workgroups: program.dispatch,
    })
  }

  /** Puts a launch in line. Kernels that are no tfjs program (more than one output, in place) come here by themselves. */
  launch(launch: Launch): void {
    if (this.#compiling) return
    const bindGroup = this.#bind(launch)
    this.recorder?.launched(launch, bindGroup)
    this.ensureCommandEncoderReady()
    this.computePassEncoder ??= this.commandEncoder!.beginComputePass()
    this.computePassEncoder.setPipeline(launch.pipeline)
    this.computePassEncoder.setBindGroup(0, bindGroup)
    this.computePassEncoder.dispatchWorkgroups(...launch.workgroups)
    for (const buffer of [...launch.writes, ...launch.reads]) this.bufferManager.unsubmitted.add(buffer)
    if (++this.dispatchCountInPass >= launchesPerSubmit) this.flush()
  }

  /** Copies all of one buffer into another of its size. */
  copy(from: GPUBuffer, to: GPUBuffer): void {
    this.recorder?.copied(from, to)
    this.ensureCommandEncoderReady()
    this.endComputePassEncoder()
    this.commandEncoder!.copyBufferToBuffer(from, 0, to, 0, to.size)
    this.bufferManager.unsubmitted.add(from).add(to)
  }

  /** Asks again for what was recorded, and submits it. */
  replay(commands: readonly Command[]): void {
    this.ensureCommandEncoderReady()
    const encoder = this.commandEncoder!
    for (const command of commands) {
      if ('from' in command) {
        this.endComputePassEncoder()
        encoder.copyBufferToBuffer(command.from, 0, command.to, 0, command.to.size)
        continue
      }
      const pass = (this.computePassEncoder ??= encoder.beginComputePass())
      const [x, y, z] = command.workgroups
      pass.setPipeline(command.pipeline)
      pass.setBindGroup(0, command.bindGroup)
      pass.dispatchWorkgroups(x, y, z)
    }
    this.flush()
  }

  /** Submits what waits. */
  flush(): void {
    if (this.commandEncoder === null) return
    this.endComputePassEncoder()
    this.submitQueue()
  }

  override submitQueue(): void {
    super.submitQueue()
    this.bufferManager.unsubmitted.clear()
  }

  /** A buffer that holds these uniforms for good: launches with the same ones share it. */
  uniformsOf(fields: readonly UniformField[]): GPUBuffer {
    const words = packUniforms(fields)
    const key = words.join()
    const known = this.#uniforms.get(key)
    if (known !== undefined) return known
    if (this.#uniforms.size >= uniformsKept) this.#uniforms.clear()
    const buffer = this.device.createBuffer({
      size: words.byteLength,
      usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    })
    this.queue.writeBuffer(buffer, 0, words)
    this.#uniforms.set(key, buffer)
    return buffer
  }

  /** Gives memory that no tensor uses back to the device. */
  trim(): void {
    this.flush()
    this.bufferManager.trim()
  }

  /**
   * Compiles in parallel what `work` would run, without running or uploading any of it. What `work` computes has no numbers:
   * its results are only good to be thrown away.
   */
  async compile(work: () => void): Promise<void> {
    const flag = 'WEBGPU_ENGINE_COMPILE_ONLY'
    const before = core.env().getBool(flag)
    core.env().set(flag, true)
    this.#compiling = true
    try {
      work()
    } finally {
      this.#compiling = false
      core.env().set(flag, before)
    }
    const waiting = Object.entries(this.pipelineCache).flatMap(([key, pipeline]) => {
      if (!(pipeline instanceof Promise)) return []
      // Whoever needs it before it is there compiles it at once.
      delete this.pipelineCache[key]
      return [pipeline.then((ready) => void (this.pipelineCache[key] ??= ready))]
    })
    // One that does not compile fails where it runs, and says why there.
    await Promise.allSettled(waiting)
  }

  #bind({ pipeline, writes, reads, uniforms }: Launch): GPUBindGroup {
    let layout = this.#layouts.get(pipeline)
    if (layout === undefined) this.#layouts.set(pipeline, (layout = pipeline.getBindGroupLayout(0)))
    const buffers = [...writes, ...reads, ...(uniforms === undefined ? [] : [uniforms])]
    return this.device.createBindGroup({
      layout,
      entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
    })
  }
}

/** In the order that tfjs' shaders declare them. */
function fieldsOf(
  program: Program,
  output: TensorInfo,
  inputs: readonly TensorInfo[],
  own: readonly UniformField[],
): UniformField[] {
  const fields: UniformField[] = [
    { type: 'float32', data: [NaN] },
    { type: 'float32', data: [Infinity] },
  ]
  for (const { shape } of [...inputs, output]) {
    fields.push({ type: 'int32', data: shape }, { type: 'int32', data: core.util.computeStrides(shape) })
  }
  if (program.size === true) {
    const size = core.util.sizeFromShape(program.outputShape)
    fields.push({ type: 'int32', data: [size / (program.outputComponent ?? 1)] })
  }
  return [...fields, ...own]
}
