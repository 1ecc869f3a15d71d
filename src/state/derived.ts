// What follows from a document, computed once per document: shapes, problems, program.
import { compileProgram } from '../compiler/program/compile'
import { inferDocument, type Inference } from '../compiler/infer/infer'
import type { Program } from '../compiler/program/program'
import type { GanvasDocument, Problem } from '../document/types'
import type { Result } from '../lib/result'

const inferences = new WeakMap<GanvasDocument, Inference>()
const programs = new WeakMap<GanvasDocument, Result<Program, Problem[]>>()

/** Shapes, domains, parameter counts and problems of a document; the same object for the same document. */
export function inferenceOf(document: GanvasDocument): Inference {
  let inference = inferences.get(document)
  if (!inference) inferences.set(document, (inference = inferDocument(document)))
  return inference
}

/** The program of a document, or the problems that stand in its way; the same object for the same document. */
export function programOf(document: GanvasDocument): Result<Program, Problem[]> {
  let program = programs.get(document)
  if (!program) programs.set(document, (program = compileProgram(document)))
  return program
}
