// How many pictures are compared one by one with what they should be, and how they are drawn.
import type { Program, ProgramView, Register } from '../../compiler/program/program'
import type { PlannedSamples } from '../types'

const pairCount = 200

export function planPairs(
  program: Program,
  registers: Register[],
  weights: ProgramView['weights'],
): PlannedSamples {
  return { registers, count: pairCount, pass: Math.min(256, program.batch), weights, test: true }
}
