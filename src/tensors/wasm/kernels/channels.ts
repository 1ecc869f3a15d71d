// Sums by channel, and numbers scaled by channel: what normalisation and the gradients of biases need, each in one pass.
import {
  advance,
  defineFunction,
  four,
  get,
  i32,
  memory,
  one,
  sequence,
  set,
  whileTrue,
  type Code,
  type Lanes,
  type Local,
} from './assembler'
import { bytes, forEach, integers, least, number, times } from './loops'

/** Rows whose sums are kept apart: short sums round less than one long one, and their numbers stay in the first cache. */
const partRows = 64

/** What a function reads, and what it makes of one number of each array and the numbers of its channel. */
interface ChannelWork {
  /** Arrays of rows × columns, read in this order. */
  arrays: number
  /** Numbers by channel. */
  known: number
  /** Sums by channel that it makes. */
  sums: number
  /** An array that it writes. */
  writes: boolean
  compute: (lanes: Lanes, numbers: Code[], known: Code[]) => { sums?: Code[]; value?: Code }
}

/**
 * A function of the addresses of the arrays, of the numbers by channel, of the sums and of the array to write, then rows and
 * columns. It goes by parts of rows, and in each by strips of 8, 4 or single columns, whose sums stay in registers.
 */
function channelFunction(name: string, { arrays, known, sums, writes, compute }: ChannelWork) {
  return defineFunction(name, ({ param, local }) => {
    const address = () => param('i32')
    const [sources, facts, totals] = [times(arrays, address), times(known, address), times(sums, address)]
    const targets = times(writes ? 1 : 0, address)
    const moving = [...sources, ...targets]
    const { rows, columns } = integers(param, ['rows', 'columns'])
    const { done, part, column, left, limit } = integers(local, ['done', 'part', 'column', 'left', 'limit'])
    const pointers = moving.map(() => local('i32'))

    const strip = (lanes: Lanes, vectors: number): Code => {
      const registers = (count: number) => times(vectors, () => times(count, () => local(lanes.type)))
      const [numbers, facing, adding] = [registers(arrays), registers(known), registers(sums)]
      const each = (make: (vector: number, offset: number) => Code[]) =>
        sequence(...times(vectors, (vector) => make(vector, 4 * lanes.width * vector)).flat())
      const atChannel = (base: Local) => i32.add(get(base), bytes(get(column)))
      const before = each((vector, offset) => [
        ...adding[vector]!.map((sum) => set(sum, lanes.zero)),
        ...facing[vector]!.map((fact, index) => set(fact, lanes.load(atChannel(facts[index]!), offset))),
      ])
      const row = each((vector, offset) => {
        const held = numbers[vector]!
        const read = held.map((local, index) => set(local, lanes.load(get(pointers[index]!), offset)))
        const made = compute(lanes, held.map(get), facing[vector]!.map(get))
        const add = adding[vector]!.map((sum, index) => set(sum, lanes.add(get(sum), made.sums![index]!)))
        return [...read, ...add, made.value ? lanes.store(get(pointers[arrays]!), made.value, offset) : []]
      })
      const after = each((vector, offset) =>
        totals.map((total, index) => {
          const sum = lanes.add(lanes.load(atChannel(total), offset), get(adding[vector]![index]!))
          return lanes.store(atChannel(total), sum, offset)
        }),
      )
      const eachRow = sequence(
        row,
        ...pointers.map((pointer) => advance(pointer, bytes(get(columns)))),
        set(left, i32.sub(get(left), number(1))),
      )
      const width = lanes.width * vectors
      const eachStrip = sequence(
        ...pointers.map((pointer, index) => set(pointer, atChannel(moving[index]!))),
        before,
        set(left, get(part)),
        whileTrue(get(left), eachRow),
        after,
        advance(column, number(width)),
      )
      return sequence(
        set(limit, i32.and(get(columns), number(-width))),
        whileTrue(i32.lt(get(column), get(limit)), eachStrip),
      )
    }
    const eachPart = sequence(
      set(part, least(number(partRows), i32.sub(get(rows), get(done)))),
      set(column, number(0)),
      ...[strip(four, 2), strip(four, 1), strip(one, 1)],
      ...moving.map((array) => advance(array, bytes(i32.mul(get(part), get(columns))))),
    )
    return sequence(
      ...totals.map((total) => memory.fill(get(total), number(0), bytes(get(columns)))),
      forEach(done, { to: rows, by: partRows }, eachPart),
    )
  })
}

/** Σ x */
const sumChannels = channelFunction('sumChannels', {
  ...{ arrays: 1, known: 0, sums: 1, writes: false },
  compute: (_lanes, [x]) => ({ sums: [x!] }),
})

/** Σ (x − mean)² */
const sumSquares = channelFunction('sumSquares', {
  ...{ arrays: 1, known: 1, sums: 1, writes: false },
  compute: ({ sub, mul }, [x], [mean]) => ({ sums: [mul(sub(x!, mean!), sub(x!, mean!))] }),
})

/** Σ dy and Σ dy · (x − mean) */
const sumProducts = channelFunction('sumProducts', {
  ...{ arrays: 2, known: 1, sums: 2, writes: false },
  compute: ({ sub, mul }, [dy, x], [mean]) => ({ sums: [dy!, mul(dy!, sub(x!, mean!))] }),
})

/** (x − mean) · factor + shift */
const scaleChannels = channelFunction('scaleChannels', {
  ...{ arrays: 1, known: 3, sums: 0, writes: true },
  compute: ({ add, sub, mul }, [x], [mean, factor, shift]) => ({
    value: add(mul(sub(x!, mean!), factor!), shift!),
  }),
})

/** dy · factor + (x − mean) · along + level */
const mixChannels = channelFunction('mixChannels', {
  ...{ arrays: 2, known: 4, sums: 0, writes: true },
  compute: ({ add, sub, mul }, [dy, x], [mean, factor, along, level]) => ({
    value: add(add(mul(dy!, factor!), mul(sub(x!, mean!), along!)), level!),
  }),
})

export const channelFunctions = [sumChannels, sumSquares, sumProducts, scaleChannels, mixChannels]
