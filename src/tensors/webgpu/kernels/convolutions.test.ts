// The gradients of convolutions on a software adapter: the numbers of the cpu backend, and the same bits twice.
import * as core from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { randomStream } from '../../../lib/random'
import { provideSoftwareGpu } from '../../testing/softwareGpu'
import { loadOps, startBackend } from '../../backends'
import { compareWithCpu, randomTensor, randomWhole } from '../../testing/compare'

beforeAll(async () => {
  await startBackend({ ops: loadOps(), provideGpu: provideSoftwareGpu }, 'webgpu')
})

type Shape = [number, number, number, number]

interface Convolution {
  picture: Shape
  /** Height, width and output channels. */
  filter: [number, number, number]
  stride: [number, number]
  padding: 'same' | 'valid' | number
}

/** Odd sizes, one and three channels, windows of 1 to 7, strides of 1 to 3, all kinds of padding. */
function randomConvolution(index: number): Convolution {
  const stream = randomStream(11, index, 'convolution')
  let draws = 0
  const pick = <Item>(items: readonly Item[]): Item => items[randomWhole(stream, draws++, items.length)]!
  const window = pick([1, 2, 3, 4, 5, 7])
  const side = () => window + randomWhole(stream, draws++, 7)
  const channels = [1, 3, 4, 8, 17, 34]
  const stride = pick([1, 2, 3])
  return {
    picture: [pick([1, 2, 3, 7]), side(), side(), pick(channels)],
    filter: [window, pick([window, window, 1]), pick(channels)],
    stride: [stride, pick([stride, stride, 1])],
    padding: pick(['same', 'valid', 0, Math.floor(window / 2)] as const),
  }
}

const cases: Convolution[] = [
  ...Array.from({ length: 24 }, (_, index) => randomConvolution(index)),
  // Where each tile is full, and where the depth is split: a batch of 64, 64 and more channels.
  { picture: [64, 4, 4, 64], filter: [4, 4, 72], stride: [2, 2], padding: 'same' },
  { picture: [64, 8, 8, 1], filter: [4, 4, 16], stride: [2, 2], padding: 'same' },
  { picture: [16, 4, 4, 20], filter: [4, 4, 1], stride: [1, 1], padding: 'valid' },
  { picture: [2, 9, 9, 3], filter: [7, 7, 64], stride: [1, 1], padding: 3 },
]

test.each(cases)('$picture by $filter, stride $stride, padding $padding', async (given) => {
  const { picture, stride, padding: pad } = given
  const filter: Shape = [given.filter[0], given.filter[1], picture[3], given.filter[2]]
  const { outShape } = core.backend_util.computeConv2DInfo(picture, filter, stride, 1, pad, 'floor')
  const settings = { strides: stride, pad, dataFormat: 'NHWC', dimRoundingMode: 'floor' }
  const run = (name: string, inputs: core.NamedTensorMap, more: object) =>
    core.engine().runKernel<core.Tensor>(name, inputs, { ...settings, ...more })
  const { error, repeats } = await compareWithCpu(core, () => {
    const [x, w, dy] = [picture, filter, outShape].map((shape, at) => randomTensor(core, `${at}`, shape))
    return [
      run('Conv2DBackpropFilter', { x: x!, dy: dy! }, { filterShape: filter }),
      run('Conv2DBackpropInput', { dy: dy!, filter: w! }, { inputShape: picture }),
    ]
  })
  expect(error).toBeLessThan(2e-5)
  expect(repeats).toBe(true)
})
