// Shapes of loops that the kernels share.
import {
  advance,
  get,
  i32,
  select,
  sequence,
  set,
  whileTrue,
  type Code,
  type Local,
  type Scope,
  type ValueType,
} from './assembler'

export const number = (value: number): Code => i32.const(value)
/** Of so many numbers. */
export const bytes = (count: Code): Code => i32.shl(count, number(2))
export const least = (a: Code, b: Code): Code => select(i32.lt(a, b), a, b)

export function times<Item>(count: number, make: (index: number) => Item): Item[] {
  return Array.from({ length: count }, (_, index) => make(index))
}

/** Whole numbers as locals or, with `param`, as parameters in this order. */
export function integers<const Names extends readonly string[]>(
  make: (type: ValueType) => Local,
  names: Names,
): Record<Names[number], Local> {
  return Object.fromEntries(names.map((name) => [name, make('i32')])) as Record<Names[number], Local>
}

/** Runs `at` from `from` up to the limit. */
export function forEach(
  at: Local,
  { from = number(0), to, by = 1 }: { from?: Code; to: Local; by?: number },
  body: Code,
): Code {
  const loop = whileTrue(i32.lt(get(at), get(to)), sequence(body, advance(at, number(by))))
  return sequence(set(at, from), loop)
}

/** How often, and by how many bytes each time. */
export type Count = [Local, Local]

/** An address, and a loop that takes it from `base` through three nested counts, the outermost first. */
export function countRows(
  { local }: Scope,
  base: Local,
  [outer, middle, inner]: [Count, Count, Count],
): [Local, (body: Code) => Code] {
  const { i, j, k, plane, row, at } = integers(local, ['i', 'j', 'k', 'plane', 'row', 'at'])
  const cells = (body: Code) => forEach(k, { to: inner[0] }, sequence(body, advance(at, get(inner[1]))))
  const rows = (body: Code) =>
    forEach(j, { to: middle[0] }, sequence(set(at, get(row)), cells(body), advance(row, get(middle[1]))))
  const planes = (body: Code) =>
    forEach(i, { to: outer[0] }, sequence(set(row, get(plane)), rows(body), advance(plane, get(outer[1]))))
  return [at, (body) => sequence(set(plane, get(base)), planes(body))]
}

/** The parameters of `countRows`. */
export function counts({ param }: Scope): [Count, Count, Count] {
  const count = (): Count => [param('i32'), param('i32')]
  return [count(), count(), count()]
}
