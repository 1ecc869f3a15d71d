// The models that our engine is timed beside, each written by hand on stock tf.layers and `optimizer.minimize`.
import { convolutional } from './convolutional'
import type { BuildGame } from './game'
import { paired } from './paired'
import { penalized } from './penalized'
import { points } from './points'

/** By the name that `games.json` gives. */
export const models: Record<string, BuildGame> = { convolutional, paired, penalized, points }
