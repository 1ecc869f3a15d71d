// The buffers of one device: handed out by size and use, taken back at once, given to the device again when they are trimmed.

/** Whoever keeps buffers out of the pool's hands: while it lends, every new tensor lies in one of its own. */
export interface BufferLender {
  lend(size: number, usage: number): GPUBuffer
  /** A tensor gave back a buffer that this lender had claimed. */
  takeBack(buffer: GPUBuffer): void
}

/** Takes the place of tfjs' own manager, which searches a list at each release and never gives memory back. */
export class BufferPool {
  numBytesUsed = 0
  numBytesAllocated = 0
  /** Buffers that launches use which are not submitted yet: a write to one would overtake them. */
  readonly unsubmitted = new Set<GPUBuffer>()
  /** While set, new tensors get their buffers there. */
  lender: BufferLender | null = null
  readonly #device: GPUDevice
  readonly #free = new Map<string, GPUBuffer[]>()
  readonly #used = new Set<GPUBuffer>()
  readonly #claimed = new Map<GPUBuffer, BufferLender>()

  constructor(device: GPUDevice) {
    this.#device = device
  }

  /** A buffer of exactly this size; the last three are those of tfjs' manager. */
  acquireBuffer(size: number, usage: number, mappedAtCreation = false, reuse = true): GPUBuffer {
    if (this.lender !== null && (usage & GPUBufferUsage.STORAGE) !== 0) return this.lender.lend(size, usage)
    const free = reuse ? this.#free.get(keyOf(size, usage))?.pop() : undefined
    const buffer = free ?? this.create({ size, usage, mappedAtCreation })
    this.#used.add(buffer)
    this.numBytesUsed += size
    return buffer
  }

  /** A buffer that no unsubmitted launch uses, so that the queue may write to it. */
  acquireIdle(size: number, usage: number): GPUBuffer {
    const free = this.#free.get(keyOf(size, usage)) ?? []
    const at = free.findLastIndex((buffer) => !this.unsubmitted.has(buffer))
    const buffer = free.splice(at, at < 0 ? 0 : 1)[0] ?? this.create({ size, usage })
    this.#used.add(buffer)
    this.numBytesUsed += size
    return buffer
  }

  /**
   * Takes a buffer back for the next one who asks, even while launches that use it wait: those run before whatever comes
   * later, since all of them go through one queue.
   */
  releaseBuffer(buffer: GPUBuffer, reuse = true): void {
    const lender = this.#claimed.get(buffer)
    if (lender !== undefined) {
      lender.takeBack(buffer)
      return
    }
    if (!this.#used.delete(buffer)) return
    this.numBytesUsed -= buffer.size
    if (!reuse) {
      this.destroy(buffer)
      return
    }
    const key = keyOf(buffer.size, buffer.usage)
    const free = this.#free.get(key)
    if (free === undefined) this.#free.set(key, [buffer])
    else free.push(buffer)
  }

  /** A new buffer, which the caller owns. */
  create(descriptor: GPUBufferDescriptor): GPUBuffer {
    this.numBytesAllocated += descriptor.size
    return this.#device.createBuffer(descriptor)
  }

  /** Ends a buffer that its owner has no use for; submitted launches still finish with it. */
  destroy(buffer: GPUBuffer): void {
    this.numBytesAllocated -= buffer.size
    buffer.destroy()
  }

  /** Makes `lender` the owner of a buffer, in use or not: the pool will never hand it out. */
  claim(buffer: GPUBuffer, lender: BufferLender): void {
    if (this.#used.delete(buffer)) this.numBytesUsed -= buffer.size
    this.#claimed.set(buffer, lender)
  }

  /** The lender has no use for a buffer any more. It is still a tensor's where `used`. */
  disclaim(buffer: GPUBuffer, used: boolean): void {
    this.#claimed.delete(buffer)
    this.#used.add(buffer)
    this.numBytesUsed += buffer.size
    if (!used) this.releaseBuffer(buffer)
  }

  /** All buffers that nobody uses, which from now on belong to `lender`. */
  surrenderFree(lender: BufferLender): GPUBuffer[] {
    const storage = [...this.#free].flatMap(([key, buffers]) => {
      if (buffers[0] === undefined || (buffers[0].usage & GPUBufferUsage.STORAGE) === 0) return []
      this.#free.delete(key)
      return buffers
    })
    for (const buffer of storage) this.#claimed.set(buffer, lender)
    return storage
  }

  /** Gives all memory that nobody uses back to the device. No launch may be waiting for submission. */
  trim(): void {
    for (const buffers of this.#free.values()) for (const buffer of buffers) this.destroy(buffer)
    this.#free.clear()
  }

  dispose(): void {
    this.trim()
    for (const buffer of [...this.#used, ...this.#claimed.keys()]) buffer.destroy()
    this.#used.clear()
    this.#claimed.clear()
    this.numBytesUsed = 0
    this.numBytesAllocated = 0
  }
}

/** The same for all buffers that can stand in for one another. */
export function keyOf(size: number, usage: number): string {
  return `${size}_${usage}`
}
