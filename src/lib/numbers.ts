// Numbers of a tensor outside of TensorFlow.js: what crosses threads, files and measures.

/** Rows first; where there is a batch axis, it is the first. */
export interface Numbers<Values extends Float32Array | Int32Array = Float32Array | Int32Array> {
  shape: number[]
  values: Values
}
