// What a procedural data set is: a rule that turns random numbers into one sample, and what is said of it.
import type { Port } from '../../document/types'
import type { Draws } from './shared/draws'

/** Where the samples of a set of points crowd, for metrics: Gaussians of one width. */
export interface Modes {
  centres: readonly (readonly [number, number])[]
  sigma: number
  /** Half the side of the square around 0 that histograms cover. */
  extent: number
}

/** How an exported file makes one sample: by a function that returns its fields, a list of numbers each. */
export interface ExportedRule {
  /** What the file calls the set. */
  title: string
  /** What the function is called. */
  name: string
  /**
   * Its text, which may call `gaussian` and, where the set follows a density, takes that. Without a text it is the function of
   * this name that stands in the set's file or in one that the file imports: it takes draws, uniform numbers and choices only.
   */
  source?: string
  /** What the function takes after the draws. */
  args?: readonly number[]
}

export interface MadeSet {
  title: string
  /** Where it stands among the others: smaller numbers first, those without one last. */
  order?: number
  /** One sentence for the data browser. */
  doc: string
  /** How many samples a new section has. */
  count: number
  /** What each field is, in the words of the document's data section. */
  fields: Record<string, Port>
  /**
   * Writes one sample as number `at` of every array. Pictures are bytes (0 is −1, 255 is 1), labels int32, points float32.
   * The sample depends on `draws` alone, and on the section's drawn `density` where the set has one.
   */
  write(draws: Draws, at: number, out: SampleArrays, density?: readonly string[]): void
  exported: ExportedRule
  /** Of a set that follows what the user draws: what stands where nothing has been drawn yet. */
  density?: readonly string[]
  modes?: Modes
  /** Pictures that are label maps, by field: what each colour (0 … 255) stands for. */
  palettes?: Record<string, readonly { name: string; colour: readonly [number, number, number] }[]>
  /** Pictures of something before a dark ground, by field: how bright (0 … 1) a pixel's brightest channel is where it is there. */
  foreground?: Record<string, number>
}

/** One array a field. */
export type SampleArrays = Record<string, Uint8Array | Float32Array | Int32Array>
