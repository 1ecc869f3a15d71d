// What the engine tells of a run that goes wrong.

/** How a run came to have losses or gradients that are no numbers. */
export interface Divergence {
  player: string
  /** Rounds done before the one in which it began. */
  round: number
  /** The first thing that was no number: something on the way to the loss, a gradient, or a weight after its update. */
  of: 'loss' | 'gradient' | 'weight'
  /** A layer of a network or, in the graph `game`, a value; null where it is not known. */
  place: { graph: string; node: string } | null
}
