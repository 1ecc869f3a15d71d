// What figures are computed from: what was drawn, beside what it should be, already looked at by whoever judges it.
import type { Modes } from '../../data/made/types'
import type { Spread } from '../classes'
import type { Coverage, Features } from '../features'
import type { Pictures } from '../pictureSize'
import type { ModeCounts } from '../points'

/** Points of a set whose modes are known. */
export interface PointEvidence {
  modes: Modes
  /** How the first 2,500 generated points fall into the modes. */
  counts: ModeCounts
  /** The other 10,000 generated points: x, y pairs. */
  points: ArrayLike<number>
  /** As many real points, twice: the second ones are to the first what perfect points would be. */
  real: ArrayLike<number>
  others: ArrayLike<number>
}

/** What generated pictures show beside what was asked for, picture by picture, as numbers of classes. */
export interface Answers {
  seen: ArrayLike<number>
  wanted: ArrayLike<number>
}

/** Features of pictures by a network that learned the data set, standardised by the real ones. */
export interface PictureEvidence {
  /** Up to 3,000 of each. */
  real: Features
  generated: Features
  /** The first thousand of each, for what compares each with each. */
  few: { real: Features; generated: Features }
  /** Who lies near whom among the few: computed when first asked for. */
  nearness: () => Coverage
  /** Which classes the pictures show; null where the data set has no labels. */
  classes: {
    /** Over all combinations of labels where there are several. */
    spread: Spread
    /** Where one label says what to show. */
    asked?: Answers
    /** Where a sentence says it: by label. */
    described?: Record<string, Answers>
    /** How often the network is right on real pictures, by label. */
    accuracy: Record<string, number>
  } | null
}

/** Pictures beside what they should be. */
export interface PairEvidence {
  shown: Pictures
  target: Pictures
}

export interface TranslationEvidence extends PairEvidence {
  /** How bright (0 … 1) a pixel is where something stands before the dark ground; absent where no ground is known. */
  foreground?: number
}

/** Pixels as classes of a label map: those that were asked for, those that are read off generated pictures and off the right ones. */
export interface ReadingEvidence {
  wanted: ArrayLike<number>
  generated: ArrayLike<number>
  real: ArrayLike<number>
  classes: number
}

/** Numbers that should have come back as they were. */
export interface ReturnedEvidence {
  shown: ArrayLike<number>
  target: ArrayLike<number>
}

/** Whole pictures, each of its own size: luma as it would be saved, without the border. */
export interface WholesEvidence {
  pictures: readonly PairEvidence[]
}

/** A code of several categories that a game hides in its pictures. */
export interface CodeEvidence {
  categories: number
  /** What can be read off generated pictures, [pictures, categories], and the categories that they were made from. */
  logits: ArrayLike<number>
  hidden: ArrayLike<number>
  /** The categories of real pictures, and their classes. */
  clusters: Int32Array
  classes: ArrayLike<number>
}

export interface Evidences {
  points: PointEvidence
  pictures: PictureEvidence
  translation: TranslationEvidence
  reading: ReadingEvidence
  returned: ReturnedEvidence
  enlargement: PairEvidence
  wholes: WholesEvidence
  codes: CodeEvidence
}
