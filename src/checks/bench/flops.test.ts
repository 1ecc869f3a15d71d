// Counts of operations against closed forms, and against the kernels that the engine really calls.
import { expect, test } from 'vitest'
import { makeSource } from '../../data/makeSource'
import { loadOps, startBackend } from '../../tensors/backends'
import { createEngine } from '../../engine/engine'
import { countProducts, sumFlops } from './flops'
import { compileGame, readGames, type Game } from './games'

const game = (name: string): Game => {
  const found = readGames()[name]
  if (!found) throw new Error(`no game ${name}`)
  return found
}

test('a DCGAN counts as its closed form', () => {
  const products = countProducts(compileGame(game('dcgan-28'), 64))
  // 7×7 places, a 4×4 window, 64 and 128 channels; and 14×14 places between 1 and 64 channels; for 64 pictures.
  const inner = 2 * 64 * 7 * 7 * 16 * 64 * 128
  const outer = 2 * 64 * 14 * 14 * 16 * 1 * 64
  // The discriminator's step: fakes 1; two scores forward 2, by the kernels 2, by the input of the inner layer alone 2.
  // The generator's step: forward 2, back through the discriminator 1, the generator's kernel and input 2.
  expect(sumFlops(products, 'convolution')).toBe((1 + 6 + 5) * inner + (1 + 4 + 5) * outer)
  // Noise to 7×7×128: forward twice, by its kernel once. Score of 7×7×128: thrice forward, twice by the kernel, thrice back.
  const [project, score] = [2 * 64 * 64 * 6272, 2 * 64 * 6272]
  expect(sumFlops(products, 'dense')).toBe(3 * project + 8 * score)
})

interface Call {
  name: string
  inputShapes: number[][]
  outputShapes: number[][]
}

/** Operations of the kernel calls of one round: convolutions, and products of matrices. */
function flopsOfCalls(calls: readonly Call[]): { convolution: number; dense: number } {
  const size = (shape: readonly number[] = []) => shape.reduce((product, side) => product * side, 1)
  const sum = { convolution: 0, dense: 0 }
  for (const { name, inputShapes: given, outputShapes: out } of calls) {
    if (name === 'Conv2D') sum.convolution += (2 * size(out[0]) * size(given[1])) / (given[1]?.[3] ?? 1)
    // dy and a kernel of in × out channels; the larger picture and dy.
    if (name === 'Conv2DBackpropInput')
      sum.convolution += (2 * size(given[0]) * size(given[1])) / (given[1]?.[3] ?? 1)
    if (name === 'Conv2DBackpropFilter') {
      const dy = given.find((shape) => shape[3] === out[0]?.[3]) ?? []
      sum.convolution += (2 * size(dy) * size(out[0])) / (out[0]?.[3] ?? 1)
    }
    if (name === 'BatchMatMul') sum.dense += 2 * Math.sqrt(size(given[0]) * size(given[1]) * size(out[0]))
  }
  return sum
}

const narrow = {
  '/networks/generator/layers/project/params/units': 7 * 7 * 6,
  '/networks/generator/layers/grid/params/shape': [7, 7, 6],
  '/networks/generator/layers/up_1/params/filters': 4,
  '/networks/discriminator/layers/conv_1/params/filters': 4,
  '/networks/discriminator/layers/conv_2/params/filters': 5,
}

/** What the engine calls in a round of a narrow game with two samples, and what its program counts. */
async function countBoth(name: string) {
  const ops = loadOps()
  await startBackend({ ops }, 'cpu')
  const program = compileGame({ ...game(name), set: narrow }, 2)
  const sections = Object.entries(program.data).map(
    async ([id, section]) => [id, await makeSource({ ...section, count: 4 })] as const,
  )
  const sources = Object.fromEntries(await Promise.all(sections))
  const engine = createEngine({ ops, program, sources })
  const { kernels } = await ops.profile(() => {
    engine.runRound()
    return ops.scalar(0)
  })
  engine.dispose()
  return { called: flopsOfCalls(kernels), counted: countProducts(program) }
}

test('the engine calls kernels for as many operations as are counted', async () => {
  const { called, counted } = await countBoth('dcgan-28')
  expect(called.convolution).toBe(sumFlops(counted, 'convolution'))
  expect(called.dense).toBe(sumFlops(counted, 'dense'))
})

test('and for at least as many with a penalty on a gradient', async () => {
  const { called, counted } = await countBoth('wgan-gp-28')
  expect(called.dense).toBeGreaterThanOrEqual(sumFlops(counted, 'dense'))
  // The tape also walks back through the masks of rectifiers, with zeros.
  const excess = called.convolution / sumFlops(counted, 'convolution')
  expect(excess).toBeGreaterThanOrEqual(1)
  expect(excess).toBeLessThan(1.2)
})
