// Kernels that map numbers one by one: one pass over memory, four numbers at a time.
import {
  advance,
  defineFunction,
  f32,
  four,
  get,
  i32,
  one,
  sequence,
  set,
  whileTrue,
  type Code,
  type Lanes,
  type Local,
  type Scope,
} from './assembler'
import { integers, number } from './loops'

/** A number that holds for all, under the same name in both loops. */
type Constants = Record<string, Code>

/**
 * Runs `body` over `count` numbers: four at a time, then one at a time. `pointers` go along; `constants` are parameters of type f32.
 */
function eachNumber(
  { local }: Scope,
  { count, pointers, constants }: { count: Local; pointers: Local[]; constants: Record<string, Local> },
  body: (lanes: Lanes, constants: Constants) => Code,
): Code {
  const rest = local('i32')
  const spread = Object.entries(constants).map(([name, from]) => ({ name, from, wide: local('v128') }))
  const wide = Object.fromEntries(spread.map(({ name, wide }) => [name, get(wide)]))
  const narrow = Object.fromEntries(spread.map(({ name, from }) => [name, get(from)]))
  const loop = (lanes: Lanes, values: Constants) =>
    whileTrue(
      get(rest),
      sequence(
        body(lanes, values),
        ...pointers.map((pointer) => advance(pointer, number(4 * lanes.width))),
        set(rest, i32.sub(get(rest), number(lanes.width))),
      ),
    )
  return sequence(
    ...spread.map(({ from, wide }) => set(wide, four.spread(get(from)))),
    set(rest, i32.and(get(count), number(-4))),
    loop(four, wide),
    set(rest, i32.and(get(count), number(3))),
    loop(one, narrow),
  )
}

/** As many numbers as parameters of type f32. */
function reals<const Names extends readonly string[]>(
  { param }: Scope,
  names: Names,
): Record<Names[number], Local> {
  return Object.fromEntries(names.map((name) => [name, param('f32')])) as Record<Names[number], Local>
}

/** The new mean, square and weight of a step of Adam; `size` has the rate and both corrections in it, and points downhill. */
const adamStep = defineFunction('adamStep', (scope) => {
  const { gradient, oldMean, oldSquare, weight } = integers(scope.param, [
    'gradient',
    'oldMean',
    'oldSquare',
    'weight',
  ])
  const { toMean, toSquare, toWeight } = integers(scope.param, ['toMean', 'toSquare', 'toWeight'])
  const count = scope.param('i32')
  const constants = reals(scope, ['keepMean', 'addMean', 'keepSquare', 'addSquare', 'size', 'epsilon'])
  const [g, m, v] = [0, 1, 2].map(() => ({ f32: scope.local('f32'), v128: scope.local('v128') }))
  const pointers = [gradient, oldMean, oldSquare, weight, toMean, toSquare, toWeight]
  return eachNumber(scope, { count, pointers, constants }, (lanes, values) => {
    const { load, store, add, mul, div, sqrt } = lanes
    const of = (local: typeof g) => local![lanes.type as 'f32' | 'v128']
    const { keepMean, addMean, keepSquare, addSquare, size, epsilon } = values as Record<string, Code>
    const squared = mul(get(of(g)), get(of(g)))
    const step = div(mul(get(of(m)), size!), add(sqrt(get(of(v))), epsilon!))
    return sequence(
      set(of(g), load(get(gradient))),
      set(of(m), add(mul(load(get(oldMean)), keepMean!), mul(get(of(g)), addMean!))),
      set(of(v), add(mul(load(get(oldSquare)), keepSquare!), mul(squared, addSquare!))),
      store(get(toMean), get(of(m))),
      store(get(toSquare), get(of(v))),
      store(get(toWeight), add(load(get(weight)), step)),
    )
  })
})

/** `values` where `signs` are above 0, and `slope` times them elsewhere. */
const rectify = defineFunction('rectify', (scope) => {
  const { signs, values, to, count } = integers(scope.param, ['signs', 'values', 'to', 'count'])
  const constants = reals(scope, ['slope'])
  const pointers = [signs, values, to]
  return eachNumber(scope, { count, pointers, constants }, (lanes, { slope }) => {
    const factor = lanes.whereAbove(lanes.load(get(signs)), lanes.spread(f32.const(1)), slope!)
    return lanes.store(get(to), lanes.mul(lanes.load(get(values)), factor))
  })
})

export const elementwiseFunctions = [adamStep, rectify]
