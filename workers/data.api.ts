// The types of data sets that cross between the page and the trainer, and nothing else.
import type { DataForm, LeftOut, PictureOptions } from '../src/data/types'
import type { DataSection } from '../src/document/types'

/** What was understood of files that a user gave, before anything is stored. */
export interface InspectedData extends LeftOut {
  title: string
  form: DataForm
  /** `4,000 pictures in 3 classes.` */
  summary: string
  classes: { name: string; count: number }[]
  /** Of the files as they are: `256 to 640 pixels wide, 200 to 480 high`; null where nothing can be chosen. */
  sizes: string | null
  suggested: PictureOptions | null
  /** Whether the first samples have colours. */
  coloured: boolean
  /** The first samples in a grid, or null for points. */
  picture: ImageBitmap | null
  /** Why the samples cannot be read at all, or null. */
  refused: string | null
}

export interface ImportChoice {
  /** Absent: as suggested. */
  options?: PictureOptions | undefined
  /** The section whose place the data will take: its field names and, unless `adapt`, its shapes are kept. */
  section?: DataSection | undefined
  /** Of two domains, the one to store: A unless said. */
  domain?: 'a' | 'b' | undefined
  adapt?: boolean | undefined
}

/** A data set that is now stored. */
export interface ImportedData extends LeftOut {
  section: DataSection
  /** One sentence: `10,000 pictures of 28×28, with labels 0–9`. */
  summary: string
  /** What will happen where data are too few or too alike, a sentence each. */
  warnings: string[]
}

export interface DataPreview {
  /** Pictures in a grid, or null for points. */
  picture: ImageBitmap | null
  points: Float32Array | null
  labels: number[] | null
  fields: FieldPreview[]
}

/** One field of a data set, for the data browser. */
export interface FieldPreview {
  name: string
  /** The first samples of a field of pictures, in a grid. */
  picture: { picture: ImageBitmap; columns: number; rows: number } | null
  /** Labels or tokens of the first samples, one after another. */
  integers: number[]
  /** How often each class comes among the `sampled` samples; empty where the field is no label. */
  counts: number[]
  low: number
  high: number
  sampled: number
}

/** What one may draw with, on a picture like those of a data set: the colours of a label map, shades of grey, or nothing. */
export type Palette =
  | { kind: 'palette'; colours: { name: string | null; colour: [number, number, number] }[] }
  | { kind: 'grey'; ground: 'black' | 'white' }
  | { kind: 'none' }
