// A process of its own that trains models written on stock TensorFlow.js, none of our repairs loaded: answers the bench's orders.
import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import { provideGpu } from '../../cli/gpu'
import type { StockSettings } from '../games'
import { timeKernel, type KernelOrder } from '../kernelTime'
import { answerOrders } from '../lines'
import { addFilterGradient } from './filterGradient'
import { models, type StockGame } from './models'

let game: StockGame | null = null

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

async function load({ stock, batch, ...order }: Start & { stock: StockSettings; batch: number }) {
  await start(order)
  const build = models[stock.model]
  if (build === undefined) throw new Error(`no model ${stock.model}`)
  game = build(tf, { ...stock, batch })
  const weights = game.networks.flatMap((network) => network.trainableWeights)
  return { parameters: weights.reduce((sum, { shape }) => sum + tf.util.sizeFromShape(shape as number[]), 0) }
}

async function playRound() {
  if (game === null) throw new Error('no model is loaded')
  const began = performance.now()
  const losses = game.round()
  const values = await Promise.all(losses.map((loss) => loss.data()))
  const milliseconds = performance.now() - began
  tf.dispose(losses)
  return { milliseconds, losses: values.map(([value]) => value) }
}

async function kernel(order: KernelOrder) {
  return { milliseconds: await timeKernel(tf, order) }
}

await answerOrders({ start, load, round: playRound, kernel })
