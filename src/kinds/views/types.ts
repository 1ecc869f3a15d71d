// What a view is: the contract between a way to look at values and everything that reads it (compiler, engine, inspector, page).
import type { Numbers } from '../../lib/numbers'
import type { TensorType } from '../types'

/** What a value must be to stand in a place of a view. */
export interface ViewRule {
  /** What the view does with it, for sentences: `draws points with 2 coordinates`. */
  says: string
  accepts: (type: TensorType) => boolean
  /** Accepted, yet not what one means: it is drawn where a document says so, and not offered. */
  odd?: (type: TensorType) => boolean
}

/** A reference that a view has beside its value. */
export interface ViewField {
  title: string
  /** One sentence, where the title does not say it all. */
  doc?: string
  rule: ViewRule
  /** The view cannot do without it. */
  needed?: true
  /** It may stand there, and is neither drawn nor offered: what another view draws waits for that view to be chosen again. */
  idle?: true
  /** The program's text names it beside the value. */
  listed?: true
  /** Said of views that have it and cannot show it: `a score, which only a scatter can show`. */
  stray: string
  /**
   * It is not read with the value but computed again, as often as `draw` asks, with other numbers in the value's place. The name
   * is the pass's: under it the program keeps what to run.
   */
  pass?: string
}

/** Pictures one after another, in [−1, 1]. */
export interface Pictures {
  shape: [count: number, height: number, width: number, channels: number]
  values: Float32Array
}

/** Pictures in a grid: every sample is a run of tiles, one a part. */
export interface Tiles {
  form: 'tiles'
  /** From left to right. Smaller parts are brought to the size of the largest by repeating pixels. */
  parts: TilePart[]
  /** What stands under each sample; empty where nothing does. */
  captions: string[]
}

export interface TilePart {
  /** What is written over it, where there is more than one part. */
  name: string
  pictures: Pictures
  /** Enlarged by bicubic splines to this height and width. */
  bicubic?: [height: number, width: number]
}

/** Sets of points in a square around 0, over a heat-map. */
export interface Plot {
  form: 'plot'
  /** Half the side of the square. */
  extent: number
  /** Drawn in this order. */
  points: PointSet[]
  heat: Heat | null
}

/** Dots have the colour of the player behind the field `of`; circles, for what is given, that of text. */
export type PointSet = { xy: Float32Array } & ({ mark: 'circle' } | { mark: 'dot'; of: string })

/** Scores (logits) on a size × size grid over the square, rows from the bottom upwards, in the colour of the player behind `of`. */
export interface Heat {
  size: number
  values: Float32Array
  of: string
}

/** How a view is drawn, as plain data: whoever draws one knows these forms and no view. */
export type Drawing = Tiles | Plot

/** A line of the legend beside a plot; it is shown where the view has the field `of`, or where there is none. */
export interface LegendEntry {
  mark: 'circle' | 'dot' | 'heat'
  text: string
  of?: string
}

/** What a view is drawn from. */
export interface DrawArgs {
  /** The value's numbers. */
  value: Numbers
  /** Those of the fields that the view has, by field, from the same draw. Fields with a pass are not among them. */
  beside: Readonly<Record<string, Numbers | undefined>>
  /** Types by field. */
  types: Readonly<Record<string, TensorType | undefined>>
  /**
   * What a field with a pass is where these numbers are in the value's place; null where the view has no such field, or it does not
   * depend on the value.
   */
  again: (field: string, value: Numbers) => Promise<Numbers | null>
}

/** A way to look at values of the game while it trains: one file each. */
export interface ViewKind {
  title: string
  /** Where it stands among the others: smaller numbers first, those without one last. */
  order?: number
  /** One teaching sentence. */
  doc: string
  /** Several of what it shows: `triptychs`. */
  plural: string
  /** Several of what its `count` counts: `pictures`. */
  unit: string
  /** What stands over it where the view has no title; absent: `Samples: ID`. */
  heading?: string
  /** What `draw` gives. */
  form: Drawing['form']
  legend?: readonly LegendEntry[]
  value: ViewRule
  /** In the order in which the inspector offers them. A name means the same in every view. */
  fields: Readonly<Record<string, ViewField>>
  /** What shows the value where a field that this one needs has gone; it needs fewer. */
  otherwise?: ViewKind
  /**
   * What the value is to become, where a measure can hold it against that: `samples` as they might be in the data, the `translation` of
   * `input` into `target`, or the `enlargement` of `input` to `target`.
   */
  aim?: 'samples' | 'translation' | 'enlargement'
  draw(args: DrawArgs): Drawing | Promise<Drawing>
}
