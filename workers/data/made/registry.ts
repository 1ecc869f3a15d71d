// All procedural data sets by the name that a document's `made/<name>` gives.
import { digits } from './digits'
import { grid } from './grid'
import { moons } from './moons'
import { ring } from './ring'
import { spiral } from './spiral'
import type { MadeSet } from './types'

export const madeSets: Record<string, MadeSet> = { ring, grid, spiral, moons, digits }
