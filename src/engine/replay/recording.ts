// One step as it was asked of the device: what to ask again, and a description by which two recordings are compared.
import { producerOf, type Produce } from '../../tensors/feed'
import type { Arena, Home } from '../../tensors/webgpu/arena'
import type { Command, Launch, Recorder } from '../../tensors/webgpu/backend'

/** Numbers that each replay makes anew. */
export interface Feed {
  buffer: GPUBuffer
  produce: Produce
}

/** Hears of one step. Buffers are described by what was put into them, so that two recordings in other buffers compare equal. */
export class Recording implements Recorder {
  readonly commands: Command[] = []
  readonly feeds: Feed[] = []
  /** One line for each thing that happened. */
  readonly lines: string[] = []
  readonly uploads: GPUBuffer[] = []
  /** Why this cannot be replayed, if so. */
  trouble: string | null = null
  readonly #arena: Arena
  readonly #names = new Map<GPUBuffer, string>()

  constructor(arena: Arena, homes: Iterable<Home>) {
    this.#arena = arena
    for (const { buffer, name } of homes) this.#names.set(buffer, name)
  }

  launched(launch: Launch, bindGroup: GPUBindGroup): void {
    const { pipeline, workgroups, reads, writes, uniforms, inPlace = false } = launch
    const used = inPlace ? [...writes, ...reads] : reads
    const seen = used.map((buffer) => this.#nameOf(buffer)).join(' ')
    const call = `${identify(pipeline)} ${workgroups.join('×')} ${uniforms ? identify(uniforms) : ''}`
    writes.forEach((buffer, index) => this.#names.set(buffer, `${this.lines.length}.${index}`))
    this.lines.push(`launch ${call} of ${seen} into ${writes.map(({ size }) => size).join(' ')}`)
    this.commands.push({ pipeline, bindGroup, workgroups })
  }

  copied(from: GPUBuffer, to: GPUBuffer): void {
    this.lines.push(`copy ${this.#nameOf(from)} ${to.size}`)
    this.#names.set(to, `${this.lines.length}`)
    this.commands.push({ from, to })
  }

  upload(dataId: object, numbers: Float32Array | Int32Array): GPUBuffer {
    const buffer = this.#arena.lendFixed(numbers.byteLength)
    this.uploads.push(buffer)
    const produce = producerOf(dataId)
    const name = produce ? `feed ${this.feeds.length}` : `constant ${hash(numbers)}`
    if (produce) this.feeds.push({ buffer, produce })
    this.#names.set(buffer, name)
    this.lines.push(`upload ${name} of ${numbers.byteLength}`)
    return buffer
  }

  spoil(reason: string): void {
    this.trouble ??= reason
  }

  /** True where a replay of one does what the other did. */
  equals(other: Recording): boolean {
    return (
      this.lines.length === other.lines.length &&
      this.lines.every((line, index) => line === other.lines[index])
    )
  }

  #nameOf(buffer: GPUBuffer): string {
    const name = this.#names.get(buffer)
    if (name === undefined) this.spoil('it reads a tensor that was made before it and is not the model’s')
    return name ?? '?'
  }
}

const identities = new WeakMap<object, number>()
let identified = 0

function identify(thing: object): number {
  let identity = identities.get(thing)
  if (identity === undefined) identities.set(thing, (identity = identified++))
  return identity
}

/** FNV-1a over the 32-bit words. */
function hash(numbers: Float32Array | Int32Array): string {
  let sum = 0x811c9dc5
  for (const word of new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length))
    sum = Math.imul(sum ^ word, 0x01000193)
  return (sum >>> 0).toString(16)
}
