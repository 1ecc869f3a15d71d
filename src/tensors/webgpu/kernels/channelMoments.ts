// The first stage of what norms need of a channel: two sums, in parts.
import { elementCount } from '../../../lib/format'
import type * as tf from '@tensorflow/tfjs-core'
import type { HostBackend } from '../backend'
import { chunkCode, chunkUniforms, planChannels } from './channels'
import { integers, reals, runOn } from './program'

/** What is summed. */
interface ChannelSums {
  name: string
  inputs: Record<string, tf.TensorInfo>
  /** Says what is summed. */
  row: string
  /** Of the rectifier that `row` opens. */
  slope?: number
  /** How many there are of what is summed; 1 unless the first axis is kept apart. */
  samples?: number
}

/** Two sums for each channel (of each sample), in parts as `chunkCode` lays them. */
export function sumInChunks(backend: HostBackend, { name, inputs, row, slope, samples = 1 }: ChannelSums) {
  const [first] = Object.values(inputs)
  const plan = planChannels(
    [elementCount(first!.shape) / samples / first!.shape.at(-1)!, first!.shape.at(-1)!],
    samples,
  )
  const parts = runOn(
    backend,
    {
      name: `${name} ${plan.threads[0]}`,
      inputs: Object.keys(inputs),
      outputShape: [samples, plan.chunks, 2, plan.channels],
      workgroups: plan.workgroups,
      threads: plan.threads,
      uniforms: slope === undefined ? chunkUniforms : `${chunkUniforms}slope : f32, `,
      code: chunkCode(plan, 2, row),
    },
    Object.values(inputs),
    [...integers(plan.rows, plan.channels, plan.rowsOfChunk), ...(slope === undefined ? [] : reals(slope))],
  )
  return { parts, plan }
}
