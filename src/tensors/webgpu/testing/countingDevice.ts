// A WebGPU device that computes nothing and counts what it is asked to do: what a round costs, on any machine.

/** What a stretch of work asked of the device. Depends on no hardware. */
export interface LaunchCounts {
  dispatches: number
  /** Compute passes. */
  passes: number
  submits: number
  buffersCreated: number
  bindGroupsCreated: number
  /** Bytes that came from JavaScript: written to the queue or into mapped buffers. */
  bytesUploaded: number
  /** Bytes moved from buffer to buffer on the device; staging included. */
  bytesCopied: number
  /** Most bytes of buffers that were alive at once, since the device was made. */
  poolBytes: number
}

export interface CountingDevice {
  /** Stands in for a `GPUDevice`; give it to a `WebGPUBackend`. */
  device: GPUDevice
  /** What was counted since the device was made or `restart` was called. */
  counts(): LaunchCounts
  restart(): void
}

/** The bits that tfjs names; the same numbers as in the standard. */
const bits = {
  GPUBufferUsage: {
    MAP_READ: 1,
    MAP_WRITE: 2,
    COPY_SRC: 4,
    COPY_DST: 8,
    INDEX: 16,
    VERTEX: 32,
    UNIFORM: 64,
    STORAGE: 128,
    INDIRECT: 256,
    QUERY_RESOLVE: 512,
  },
  GPUMapMode: { READ: 1, WRITE: 2 },
  GPUTextureUsage: { COPY_SRC: 1, COPY_DST: 2, TEXTURE_BINDING: 4, STORAGE_BINDING: 8 },
}

/** What Dawn offers on ordinary hardware. */
const limits = {
  maxComputeWorkgroupsPerDimension: 65_535,
  maxComputeInvocationsPerWorkgroup: 1024,
  maxComputeWorkgroupSizeX: 1024,
  maxComputeWorkgroupStorageSize: 32_768,
  maxStorageBufferBindingSize: 2 ** 31 - 4,
  maxBufferSize: 2 ** 31,
  maxStorageBuffersPerShaderStage: 10,
  maxUniformBufferBindingSize: 65_536,
  minStorageBufferOffsetAlignment: 256,
  minUniformBufferOffsetAlignment: 256,
}

/** The record that the parts of one device count into. */
interface Tally {
  counts: LaunchCounts
  alive: number
}

class CountedBuffer {
  readonly size: number
  readonly usage: number
  mapState: GPUBufferMapState
  readonly #tally: Tally
  #destroyed = false

  constructor(tally: Tally, { size, usage, mappedAtCreation = false }: GPUBufferDescriptor) {
    this.size = size
    this.usage = usage
    this.mapState = mappedAtCreation ? 'mapped' : 'unmapped'
    this.#tally = tally
    tally.counts.buffersCreated++
    tally.alive += size
    tally.counts.poolBytes = Math.max(tally.counts.poolBytes, tally.alive)
  }

  getMappedRange(): ArrayBuffer {
    if ((this.usage & bits.GPUBufferUsage.MAP_READ) === 0) this.#tally.counts.bytesUploaded += this.size
    return new ArrayBuffer(this.size)
  }

  unmap(): void {
    this.mapState = 'unmapped'
  }

  mapAsync(): Promise<undefined> {
    this.mapState = 'mapped'
    return Promise.resolve(undefined)
  }

  destroy(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    this.#tally.alive -= this.size
  }
}

/**
 * Makes a device and puts what tfjs expects of the platform in place, where that is missing: `navigator.gpu` and WebGPU's
 * global names. Real devices made by the platform go on working beside it.
 */
export function createCountingDevice(): CountingDevice {
  provideGlobals()
  const tally: Tally = { counts: noCounts(0), alive: 0 }
  return {
    device: countingDevice(tally) as unknown as GPUDevice,
    counts: () => ({ ...tally.counts }),
    restart: () => {
      tally.counts = noCounts(tally.counts.poolBytes)
    },
  }
}

function noCounts(poolBytes: number): LaunchCounts {
  return {
    dispatches: 0,
    passes: 0,
    submits: 0,
    buffersCreated: 0,
    bindGroupsCreated: 0,
    bytesUploaded: 0,
    bytesCopied: 0,
    poolBytes,
  }
}

function countingDevice(tally: Tally) {
  const layout = {}
  const pipeline = { getBindGroupLayout: () => layout }
  return {
    features: new Set<string>(),
    limits,
    lost: new Promise<never>(() => undefined),
    queue: countingQueue(tally),
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    createBuffer: (descriptor: GPUBufferDescriptor) => new CountedBuffer(tally, descriptor),
    createShaderModule: () => ({}),
    createBindGroupLayout: () => layout,
    createPipelineLayout: () => layout,
    createComputePipeline: () => pipeline,
    createComputePipelineAsync: () => Promise.resolve(pipeline),
    createBindGroup: () => {
      tally.counts.bindGroupsCreated++
      return layout
    },
    createCommandEncoder: () => countingEncoder(tally),
    pushErrorScope: () => undefined,
    popErrorScope: () => Promise.resolve(null),
    destroy: () => undefined,
  }
}

function countingQueue(tally: Tally) {
  return {
    submit: () => {
      tally.counts.submits++
    },
    writeBuffer: (
      _buffer: unknown,
      _offset: number,
      data: ArrayBuffer | ArrayBufferView,
      start = 0,
      size?: number,
    ) => {
      const unit = 'BYTES_PER_ELEMENT' in data ? (data.BYTES_PER_ELEMENT as number) : 1
      tally.counts.bytesUploaded += size === undefined ? data.byteLength - start * unit : size * unit
    },
    onSubmittedWorkDone: () => Promise.resolve(undefined),
  }
}

function countingEncoder(tally: Tally) {
  const pass = {
    setPipeline: () => undefined,
    setBindGroup: () => undefined,
    dispatchWorkgroups: () => {
      tally.counts.dispatches++
    },
    end: () => undefined,
  }
  return {
    beginComputePass: () => {
      tally.counts.passes++
      return pass
    },
    copyBufferToBuffer: (_from: unknown, _start: number, _to: unknown, _at: number, size: number) => {
      tally.counts.bytesCopied += size
    },
    clearBuffer: () => undefined,
    finish: () => ({}),
  }
}

function provideGlobals(): void {
  const world = globalThis as unknown as {
    [name: string]: unknown
    GPUBuffer?: { prototype: object }
    navigator?: { gpu?: unknown }
  }
  for (const [name, values] of Object.entries(bits)) world[name] ??= values
  world.GPUTexture ??= class {}
  if (world.GPUBuffer === undefined) world.GPUBuffer = CountedBuffer
  // tfjs tells its buffers by `instanceof`: beside a real device, ours must pass for one of that device's class.
  else if (world.GPUBuffer !== CountedBuffer)
    Object.setPrototypeOf(CountedBuffer.prototype, world.GPUBuffer.prototype)
  if (world.navigator?.gpu === undefined)
    Object.defineProperty(globalThis, 'navigator', { value: { gpu: {} }, configurable: true })
}
