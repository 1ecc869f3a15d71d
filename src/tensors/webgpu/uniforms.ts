// The uniforms of a launch as bytes, in the layout that tfjs' shaders declare.

/** One field; tfjs gives an empty one for the shape of a scalar. */
export interface UniformField {
  type: string
  data: number[]
}

/** Lays fields out as WGSL does for scalars and vectors: 4, 8 or 16 bytes' alignment by length. Longer ones are structs of vectors. */
export function packUniforms(fields: readonly UniformField[]): Uint32Array<ArrayBuffer> {
  const offsets: number[] = []
  let end = 0
  let widest = 4
  let before = 0
  for (const { data } of fields) {
    const length = Math.max(1, data.length)
    if (length > 6) throw new Error(`a uniform has at most 6 numbers, not ${length}`)
    const alignment = before > 4 || length > 2 ? 16 : 4 * length
    widest = Math.max(widest, alignment)
    end = Math.ceil(end / alignment) * alignment
    offsets.push(end)
    end += 4 * length
    before = length
  }
  const bytes = new ArrayBuffer(Math.ceil(end / widest) * widest)
  const [floats, integers] = [new Float32Array(bytes), new Int32Array(bytes)]
  fields.forEach(({ type, data }, index) => {
    const view = type === 'int32' || type === 'uint32' ? integers : floats
    view.set(data.length === 0 ? [1] : data, (offsets[index] ?? 0) / 4)
  })
  return new Uint32Array(bytes)
}
