// A tensor's data as tfjs keeps them, and its numbers as a buffer takes them.
import type { BackendValues, DataType } from '@tensorflow/tfjs-core'

/** What tfjs keeps of a tensor. */
export interface TensorData {
  values: BackendValues | null
  dtype: DataType
  shape: number[]
  refCount: number
  resource?: unknown
}

/** What is uploaded of a tensor that has numbers in JavaScript. */
export function numbersOf({
  values,
  dtype,
}: TensorData): Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> {
  const numbers = values as Float32Array<ArrayBuffer>
  if (dtype === 'int32' || dtype === 'bool') {
    return (numbers as unknown) instanceof Int32Array ? numbers : Int32Array.from(numbers)
  }
  return numbers instanceof Float32Array ? numbers : Float32Array.from(numbers)
}
