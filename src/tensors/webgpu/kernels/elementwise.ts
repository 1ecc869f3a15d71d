// Programs that map numbers one by one: a loop over them, so that one dispatch serves any size.
import { elementCount } from '../../../lib/format'
import type { ProgramText } from './program'

const threads = 128
const mostWorkgroups = 8192

/**
 * A program whose `body` computes `result[at]`, among others of its own. Its first uniform is `numbers : i32`, how many there are;
 * `uniforms` come after.
 */
export function elementwise(
  name: string,
  shape: readonly number[],
  { inputs, uniforms = '', before = '', body }: Pick<ProgramText, 'inputs'> & ElementwiseParts,
): ProgramText {
  return {
    name,
    inputs,
    outputShape: shape,
    workgroups: [Math.max(1, Math.min(Math.ceil(elementCount(shape) / threads), mostWorkgroups)), 1, 1],
    threads: [threads, 1, 1],
    uniforms: `numbers : i32, ${uniforms}`,
    code: `
    ${before}
    fn main() {
      for (var at = i32(globalId.x); at < uniforms.numbers; at += i32(numWorkgroups.x) * ${threads}) {
        ${body}
      }
    }`,
  }
}

interface ElementwiseParts {
  uniforms?: string
  /** Declarations before `fn main()`. */
  before?: string
  body: string
}
