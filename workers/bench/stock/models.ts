// The models that our engine is timed beside, each written by hand on stock tf.layers and `optimizer.minimize`.
import type * as tf from '@tensorflow/tfjs'
import type { StockSettings } from '../games'
import { convolutional } from './convolutional'
import { paired } from './paired'
import { penalized } from './penalized'
import { points } from './points'

/** Two networks and what trains them. */
export interface StockGame {
  networks: tf.LayersModel[]
  /** One round on a fresh batch; returns the losses, which the caller disposes. */
  round(): tf.Scalar[]
}

export type BuildGame = (core: typeof tf, settings: StockSettings & { batch: number }) => StockGame

/** By the name that `games.json` gives. */
export const models: Record<string, BuildGame> = { convolutional, paired, penalized, points }
