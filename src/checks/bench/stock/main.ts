// A process of its own that trains models written on stock TensorFlow.js, none of our repairs loaded: answers the bench's orders.
import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import { provideGpu } from '../../../cli/gpu'
import { createCountingDevice } from '../../../tensors/webgpu/testing/countingDevice'
import { countRounds } from '../countRounds'
import type { StockSettings } from '../games'
import { watchGrowth } from '../growth'
import { timeKernel, type KernelOrder } from '../kernelTime'
import { answerOrders } from '../lines'
import { addFilterGradient } from './filterGradient'
import type { StockGame } from './game'
import { models } from './models'

let game: StockGame | null = null

interface Model {
  stock: StockSettings
  batch: number
}

interface Start {
  backend: string
  /** Adds the one gradient without which stock wasm trains no convolution. */
  filterGradient?: boolean
}

async function start({ backend, filterGradient }: Start) {
  tf.enableProdMode()
  if (backend === 'webgpu') {
    await provideGpu()
    await import('@tensorflow/tfjs-backend-webgpu')
  }
  if (filterGradient) addFilterGradient(tf)
  if (!(await tf.setBackend(backend))) throw new Error(`${backend} does not start`)
}

async function load({ stock, batch, ...order }: Start & Model) {
  const began = performance.now()
  await start(order)
  const started = performance.now()
  make({ stock, batch })
  const weights = running().networks.flatMap((network) => network.trainableWeights)
  return {
    parameters: weights.reduce((sum, { shape }) => sum + tf.util.sizeFromShape(shape as number[]), 0),
    milliseconds: { backend: started - began, data: 0, weights: performance.now() - started },
  }
}

function make({ stock, batch }: Model) {
  const build = models[stock.model]
  if (build === undefined) throw new Error(`no model ${stock.model}`)
  game = build(tf, { ...stock, batch })
}

function running(): StockGame {
  if (game === null) throw new Error('no model is loaded')
  return game
}

async function playRound() {
  const began = performance.now()
  const losses = running().round()
  const values = await Promise.all(losses.map((loss) => loss.data()))
  const milliseconds = performance.now() - began
  tf.dispose(losses)
  return { milliseconds, losses: values.map(([value]) => value) }
}

async function kernel(order: KernelOrder) {
  return { milliseconds: await timeKernel(tf, order) }
}

/** Plays rounds on a device that only counts. */
async function launches({ rounds, ...model }: Model & { rounds: number }) {
  const counting = createCountingDevice()
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu')
  tf.removeBackend('webgpu')
  tf.registerBackend('webgpu', () => new WebGPUBackend(counting.device, {} as GPUAdapterInfo))
  await tf.setBackend('webgpu')
  make(model)
  const backend = tf.backend() as InstanceType<typeof WebGPUBackend>
  const round = () => {
    tf.dispose(running().round())
    backend.submitQueue()
  }
  return countRounds(counting, round, { rounds })
}

async function growth({ rounds }: { rounds: number }) {
  return watchGrowth(rounds, {
    play: async (round) => {
      const losses = running().round()
      if (round % 10 === 0) await Promise.all(losses.map((loss) => loss.data()))
      tf.dispose(losses)
    },
    memory: () => tf.memory(),
  })
}

await answerOrders({ start, load, round: playRound, kernel, launches, growth })
