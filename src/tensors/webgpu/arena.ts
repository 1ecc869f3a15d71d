// Buffers that belong to recorded steps: scratch that all recordings share, and fixed ones that each keeps to itself.
import type { HostBackend } from './backend'
import { keyOf, type BufferLender } from './bufferPool'
import type { TensorData } from './numbers'

/** Where a tensor of the model lies whenever a replay begins and ends. */
export interface Home {
  name: string
  buffer: GPUBuffer
  /** The tensor data that was last put there. */
  data: TensorData
}

const usage = () => GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST

/** Lends scratch while a step is recorded. No ordinary tensor gets one of its buffers: replays write into them at any time. */
export class Arena implements BufferLender {
  readonly #backend: HostBackend
  readonly #free = new Map<string, GPUBuffer[]>()
  /** Fixed buffers of recordings that are gone. Never scratch: a replay writes to them before its first launch. */
  readonly #spare = new Map<string, GPUBuffer[]>()
  readonly #fixed = new Set<GPUBuffer>()
  /** Buffers that a tensor has at present. */
  readonly #held = new Set<GPUBuffer>()
  readonly #all = new Set<GPUBuffer>()

  /** Takes over what the pool has free: the scratch of the ordinary steps before. */
  constructor(backend: HostBackend) {
    this.#backend = backend
    for (const buffer of backend.bufferManager.surrenderFree(this)) {
      this.#all.add(buffer)
      put(this.#free, buffer)
    }
  }

  lend(size: number, usage: number): GPUBuffer {
    const buffer = this.#free.get(keyOf(size, usage))?.pop() ?? this.#make(size, usage)
    this.#held.add(buffer)
    return buffer
  }

  takeBack(buffer: GPUBuffer): void {
    this.#held.delete(buffer)
    if (!this.#fixed.has(buffer)) put(this.#free, buffer)
  }

  /** A buffer for numbers that come from JavaScript. */
  lendFixed(size: number): GPUBuffer {
    const buffer = this.#spare.get(keyOf(size, usage()))?.pop() ?? this.#make(size, usage())
    this.#fixed.add(buffer)
    this.#held.add(buffer)
    return buffer
  }

  /** A recording that had these fixed buffers is gone. */
  spare(buffers: Iterable<GPUBuffer>): void {
    for (const buffer of buffers) put(this.#spare, buffer)
  }

  /** Makes the buffer in which a tensor of the model lies its home. */
  settle(name: string, data: TensorData): Home {
    const buffer = data.resource as GPUBuffer
    if (!this.#all.has(buffer)) this.#backend.bufferManager.claim(buffer, this)
    this.#all.add(buffer)
    this.#fixed.add(buffer)
    this.#held.add(buffer)
    return { name, buffer, data }
  }

  /** Data moved out of this buffer, or into it. */
  markHeld(buffer: GPUBuffer, held: boolean): void {
    if (held) this.#held.add(buffer)
    else this.#held.delete(buffer)
  }

  /** True while a tensor lies in scratch, where the next replay would overwrite it. */
  get leaks(): boolean {
    return [...this.#held].some((buffer) => !this.#fixed.has(buffer))
  }

  /** Gives everything back to the pool; tensors keep what they have. */
  dispose(): void {
    for (const buffer of this.#all) this.#backend.bufferManager.disclaim(buffer, this.#held.has(buffer))
    this.#all.clear()
  }

  #make(size: number, usage: number): GPUBuffer {
    const { bufferManager } = this.#backend
    const buffer = bufferManager.create({ size, usage })
    bufferManager.claim(buffer, this)
    this.#all.add(buffer)
    return buffer
  }
}

function put(lists: Map<string, GPUBuffer[]>, buffer: GPUBuffer): void {
  const key = keyOf(buffer.size, buffer.usage)
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [buffer])
  else list.push(buffer)
}
