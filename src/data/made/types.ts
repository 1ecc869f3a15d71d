// What a procedural data set is: a rule that turns random numbers into one sample.
import type { Program } from '../../compiler/program/program'
import type { Draws } from './shared/draws'

type Port = Program['data'][string]['fields'][string]

/** Where the samples of a set of points crowd, for metrics: Gaussians of one width. */
export interface Modes {
  centres: readonly (readonly [number, number])[]
  sigma: number
  /** Half the side of the square around 0 that histograms cover. */
  extent: number
}

export interface MadeSet {
  title: string
  /** One sentence for the data browser. */
  doc: string
  /** What each field is, in the words of the document's data section. */
  fields: Record<string, Port>
  /**
   * Writes one sample as number `at` of every array. Pictures are bytes (0 is −1, 255 is 1), labels int32, points float32.
   * The sample depends on `draws` alone, and on the section's drawn `density` where the set has one.
   */
  write(draws: Draws, at: number, out: SampleArrays, density?: readonly string[]): void
  modes?: Modes
  /** Pictures that are label maps, by field: what each colour (0 … 255) stands for. */
  palettes?: Record<string, readonly { name: string; colour: readonly [number, number, number] }[]>
  /** Pictures of something before a dark ground, by field: how bright (0 … 1) a pixel's brightest channel is where it is there. */
  foreground?: Record<string, number>
}

/** One array a field. */
export type SampleArrays = Record<string, Uint8Array | Float32Array | Int32Array>
