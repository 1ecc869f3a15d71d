// Layer, group and instance norm before their scale: moments of the groups, the numbers, and the gradient, in three dispatches each way.
import { elementCount } from '../../../lib/format'
import type * as tf from '@tensorflow/tfjs-core'
import { fusedKernels } from '../../fused'
import { sidesOf } from '../../standardise'
import type { HostBackend } from '../backend'
import { sumInChunks } from './channelMoments'
import { elementwise } from './elementwise'
import { runSeveral, type SeveralResults } from './launch'
import { integers, runOn, type Core } from './program'

type Tensors<Name extends string> = Record<Name, tf.TensorInfo>

/** Registers the kernels of `standardise` (see `fusedKernels`). */
export function installStandardise(core: Core): void {
  core.registerKernel({
    kernelName: fusedKernels.standardise,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, attrs, backend }) =>
      standardise(
        core,
        backend as HostBackend,
        inputs.x!,
        attrs as unknown as { groups: number; epsilon: number },
      ),
  })
  core.registerKernel({
    kernelName: fusedKernels.standardiseGradient,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, attrs, backend }) =>
      differentiate(
        core,
        backend as HostBackend,
        inputs as Tensors<'dy' | 'y' | 'inverse'>,
        (attrs as unknown as { groups: number }).groups,
      ),
  })
}

/** As in batch norm, x is read once for both moments: what stands out over the group's first number, and its square. */
function standardise(
  core: Core,
  backend: HostBackend,
  x: tf.TensorInfo,
  { groups, epsilon }: { groups: number; epsilon: number },
): [tf.TensorInfo, tf.TensorInfo] {
  const { batch, channels } = sidesOf(x)
  const members = channels / groups
  const row = `
    fn row(at : i32, channel : i32) -> vec2<f32> {
      let start = i32(workgroupId.z) * uniforms.rows * uniforms.channels;
      let over = x[at] - x[start + channel - channel % ${members}];
      return vec2<f32>(over, over * over);
    }`
  const sums = sumInChunks(backend, {
    name: `momentsOfGroups ${members}`,
    inputs: { x },
    row,
    samples: batch,
  })
  const [centre, inverse] = finish(core, backend, sums, {
    name: 'finishMomentsOfGroups',
    results: ['centre', 'inverse'],
    reads: { x },
    factors: { epsilon },
    groups,
    body: `
      centre[at] = x[sample * uniforms.rows * uniforms.channels + firstChannel] + mean.x;
      inverse[at] = inverseSqrt(max(mean.y - mean.x * mean.x, 0.0) + uniforms.epsilon);`,
  })
  const y = mapNumbers(backend, {
    name: 'standardise',
    reads: { x, centre, inverse },
    groups,
    value: '(x[at] - centre[slot]) * inverse[slot]',
  })
  backend.disposeData(centre.dataId)
  return [y, inverse]
}

/** dx = 1 / σ · (dy − mean(dy) − y · mean(dy · y)) */
function differentiate(
  core: Core,
  backend: HostBackend,
  { dy, y, inverse }: Tensors<'dy' | 'y' | 'inverse'>,
  groups: number,
): tf.TensorInfo {
  const row = `
    fn row(at : i32, channel : i32) -> vec2<f32> { return vec2<f32>(dy[at], dy[at] * y[at]); }`
  const samples = sidesOf(y).batch
  const sums = sumInChunks(backend, { name: 'standardiseSums', inputs: { dy, y }, row, samples })
  const [level, along] = finish(core, backend, sums, {
    name: 'finishStandardiseSums',
    results: ['level', 'along'],
    reads: {},
    groups,
    body: `
      level[at] = mean.x;
      along[at] = mean.y;`,
  })
  const dx = mapNumbers(backend, {
    name: 'standardiseGradient',
    reads: { y, dy, inverse, level, along },
    groups,
    value: 'inverse[slot] * (dy[at] - level[slot] - y[at] * along[slot])',
  })
  for (const { dataId } of [level, along]) backend.disposeData(dataId)
  return dx
}

/**
 * From the parts of channels to two numbers for each group of each sample: `body` makes them of `mean`, the means of what was
 * summed, and is told `at`, which counts the groups of all samples, `sample` and the group's `firstChannel`. The parts are given up.
 */
function finish(
  core: Core,
  backend: HostBackend,
  { parts, plan }: ReturnType<typeof sumInChunks>,
  given: Pick<SeveralResults, 'name' | 'reads' | 'factors' | 'body'> & { results: string[]; groups: number },
): [tf.TensorInfo, tf.TensorInfo] {
  const { results, groups, reads, body, ...rest } = given
  const { channels, chunks, rows, samples } = plan
  const made = runSeveral(core, backend, {
    ...rest,
    results: Object.fromEntries(results.map((name) => [name, [samples, groups]])),
    reads: { ...reads, parts },
    uniforms: { channels, chunks, rows, groups, count: samples * groups },
    threads: 64,
    count: samples * groups,
    body: `
    for (var at = id; at < uniforms.count; at += together) {
      let members = uniforms.channels / uniforms.groups;
      let sample = at / uniforms.groups;
      let firstChannel = (at % uniforms.groups) * members;
      var sum = vec2<f32>(0.0);
      for (var chunk = 0u; chunk < uniforms.chunks; chunk++) {
        let place = (sample * uniforms.chunks + chunk) * 2u * uniforms.channels + firstChannel;
        for (var member = 0u; member < members; member++) {
          sum += vec2<f32>(parts[place + member], parts[place + uniforms.channels + member]);
        }
      }
      let mean = sum / f32(uniforms.rows * members);
      ${body}
    }`,
  })
  backend.disposeData(parts.dataId)
  return made as [tf.TensorInfo, tf.TensorInfo]
}

/** A tensor of the first one's shape: `value` is told `at`, the number's place, and `slot`, that of its group's numbers. */
function mapNumbers(
  backend: HostBackend,
  given: { name: string; reads: Record<string, tf.TensorInfo>; groups: number; value: string },
): tf.TensorInfo {
  const { name, reads, groups, value } = given
  const [first] = Object.values(reads)
  const { places, channels } = sidesOf(first!)
  const program = elementwise(name, first!.shape, {
    inputs: Object.keys(reads),
    uniforms: 'places : i32, channels : i32, groups : i32, ',
    body: `let group = at % uniforms.channels / (uniforms.channels / uniforms.groups);
        let slot = at / (uniforms.channels * uniforms.places) * uniforms.groups + group;
        result[at] = ${value};`,
  })
  const uniforms = integers(elementCount(first!.shape), places, channels, groups)
  return runOn(backend, program, Object.values(reads), uniforms)
}
