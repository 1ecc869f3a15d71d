// What a model on stock tf.layers is to the bench.
import type * as tf from '@tensorflow/tfjs'
import type { StockSettings } from '../games'

/** Two networks and what trains them. */
export interface StockGame {
  networks: tf.LayersModel[]
  /** One round on a fresh batch; returns the losses, which the caller disposes. */
  round(): tf.Scalar[]
}

export type BuildGame = (core: typeof tf, settings: StockSettings & { batch: number }) => StockGame
