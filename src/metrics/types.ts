// The types of measuring: what is planned, drawn and found out, and what a measure is.
import type { Program, ProgramView, Register } from '../compiler/program/program'
import type { DataSource } from '../data/source'
import type { Ops } from '../kinds/types'
import type { Numbers } from '../lib/numbers'
import type { Evidences } from './evidence/types'

/** What was found: a number, or several under names of their own (the labels of a data set, say). */
export type Figure = number | Record<string, number>

/** What was measured, under the keys of RECIPES §4; what a baseline got stands together under the baseline's name. */
export type Figures = Record<string, Figure>

/** Numbers by register. */
export type Drawn = Record<Register, Numbers>

/** The samples of a data section with every field that its set has. */
export type DataFor = (data: string, split: 'training' | 'test') => Promise<DataSource>

/** A field of a data section. */
export interface FieldOf {
  data: string
  field: string
}

/** Samples to draw: all registers from the same draws. */
export interface PlannedSamples {
  registers: Register[]
  count: number
  pass: number
  weights: ProgramView['weights']
  /** True: data are read from the test split, in order; false: drawn from the training samples as training does. */
  test: boolean
  /** A register that is not computed but given: this field of the test split of this data section, in order. */
  given?: { register: Register } & FieldOf
  /** One sample: this register is a whole picture of the test split, at its own size, and what follows from it is as large. */
  whole?: { register: Register; at: number } & FieldOf
}

/** Which of the directions of an unpaired game: the ending of its keys. */
export type Direction = 'Forward' | 'Backward'

/** What the pictures were to show, where a label says so: one head's class, or all of a data section's labels. */
export type PictureLabel = { register: Register; field: string | null } | { data: string }

/** What can be measured of a program, with the registers that it is measured from. */
export interface Parts {
  points: { value: Register; real: FieldOf }
  pictures: { value: Register; real: FieldOf; label?: PictureLabel }
  translation: {
    value: Register
    input: Register | null
    target: Register
    /** What the target is. */
    truth: FieldOf
    /** Null where there is one direction. */
    direction: Direction | null
  }
  cycle: { value: Register; target: Register }
  enlargement: {
    value: Register
    input: Register
    target: Register
    /** What the target is, where it is data. */
    truth: FieldOf | null
  }
  codes: {
    /** The same logits of real pictures. */
    realSamples: PlannedSamples
    /** Logits over classes of generated pictures, and the categories that they were made from. */
    logits: Register
    category: Register
    /** What the real pictures are, in truth. */
    label: FieldOf
  }
}

export type PartKind = keyof Parts
export type Part<Kind extends PartKind> = Parts[Kind] & { samples: PlannedSamples }
export type MetricPart = { [Kind in PartKind]: { kind: Kind } & Part<Kind> }[PartKind]

/** How a part is found in a program, and what its samples are good for. */
export interface Planner<Kind extends PartKind> {
  find(program: Program): Part<Kind>[]
  /** What is drawn besides the part's own samples, in order. */
  follow?(part: Part<Kind>, data: DataFor): Promise<PlannedSamples[]>
  /** What figures are computed from, in the order in which they come. */
  evidence: readonly EvidenceName[]
}

/** Keeps what takes long to make, by name; a store that fails just forgets. */
export interface MetricStore {
  load(name: string): Promise<ArrayBuffer | null>
  save(name: string, bytes: ArrayBuffer): Promise<void>
}

/** The tools of measuring: numbers, a place for what takes long to make, and somebody who waits. */
export interface Work {
  ops: Ops
  store: MetricStore
  report: (what: string, fraction: number) => void
  /** Throws where the work is not wanted any more. */
  check: () => void
}

/** What needs no training and stands beside a figure: real samples, noise, the mean picture, the input as it is, plain enlarging. */
export type Baseline = 'floor' | 'noise' | 'mean' | 'identity' | 'nearest' | 'bilinear' | 'bicubic'

export type EvidenceName = keyof Evidences

/** How a figure is computed, by what it is computed from; nothing where that evidence does not say it. */
export type Computations = {
  [Name in EvidenceName]?: (
    evidence: Evidences[Name],
    work: Work,
  ) => Figure | undefined | Promise<Figure | undefined>
}

/** A figure: one file in `measures/` and one line in the registry. Its key is its id in camel case. */
export interface Measure {
  title: string
  /** Where it stands among the others: smaller numbers first, those without one last. */
  order?: number
  /** One sentence: what it says, and which way is better. */
  meaning: string
  /** Which numbers are better; null where neither are. */
  better: 'lower' | 'higher' | null
  /** What it is counted in. */
  unit: string
  from: Computations
  /** What else it is computed of, to stand beside it. */
  beside?: readonly Baseline[]
  /** What real data get, under the figure's key and the ending `Floor`: what that baseline got, or computed from the same evidence. */
  real?: Baseline | Computations
  /** The most that there is, under a key of its own. */
  most?: { key: string; from: Computations }
  /** In a game of two directions there is one for each, and its key has the direction for an ending. */
  directed?: true
  /** Says most of a run: the best checkpoint is chosen by it where nobody chose another figure. */
  telling?: true
  /** Of what judges, not of the game: kept, but shown nowhere. */
  hidden?: true
}

/** Measures by id. */
export type Measures = Readonly<Record<string, Measure>>
