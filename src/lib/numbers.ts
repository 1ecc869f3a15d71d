// Numbers outside of TensorFlow.js: those of a tensor, as they cross threads, files and measures, and what a number may be.

/** Rows first; where there is a batch axis, it is the first. */
export interface Numbers<Values extends Float32Array | Int32Array = Float32Array | Int32Array> {
  shape: number[]
  values: Values
}

/** What a number may be. */
export interface NumberBounds {
  min?: number | undefined
  max?: number | undefined
  /** The bound itself is not allowed. */
  above?: number | undefined
  below?: number | undefined
  integer?: boolean | undefined
}
