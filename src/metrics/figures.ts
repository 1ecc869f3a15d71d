// What measuring takes and gives: samples, data to hold them against, and figures.
import type { Register } from '../compiler/program/program'
import type { DataSource } from '../data/source'
import type { Numbers } from '../lib/numbers'

/** What was measured, under the names of RECIPES §4; figures of one thing are kept together. */
export interface Figures {
  [key: string]: number | Record<string, number>
}

/** Numbers by register. */
export type Drawn = Record<Register, Numbers>

/** The samples of a data section with every field that its set has. */
export type DataFor = (data: string, split: 'training' | 'test') => Promise<DataSource>
