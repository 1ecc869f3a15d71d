// Adds up parts that different workgroups made of one sum: the second stage of every reduction here.
import { elementCount } from '../../../lib/format'
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import type * as tf from '@tensorflow/tfjs-core'
import { integers, runProgram, type ProgramText } from './program'

/**
 * One thread a number, parts in order: the same bits every time. `parts` is [count, …numbers] and is freed; one part is handed on
 * as it is.
 */
export function addParts(backend: WebGPUBackend, parts: tf.TensorInfo, shape: number[]): tf.TensorInfo {
  const count = parts.shape[0]!
  if (count === 1) return { ...parts, shape }
  const size = elementCount(shape)
  const sum = runProgram(backend, programFor(size), [parts], integers(count, size))
  backend.disposeData(parts.dataId)
  return { ...sum, shape }
}

const threads = 64
const mostWorkgroups = 4096

function programFor(size: number): ProgramText {
  return {
    name: 'addParts',
    inputs: ['parts'],
    outputShape: [size],
    workgroups: [Math.min(Math.ceil(size / threads), mostWorkgroups), 1, 1],
    threads: [threads, 1, 1],
    uniforms: 'count : i32, numbers : i32, ',
    code: `
    fn main() {
      for (var at = i32(globalId.x); at < uniforms.numbers; at += i32(numWorkgroups.x) * ${threads}) {
        var sum = 0.0;
        for (var part = 0; part < uniforms.count; part++) { sum += parts[part * uniforms.numbers + at]; }
        result[at] = sum;
      }
    }`,
  }
}
