// A small WebAssembly assembler: kernels are written as nested expressions and become a module's bytes at start, without a toolchain.

/** Instructions as bytes; an expression leaves its value on the stack. */
export type Code = readonly number[]
export type ValueType = 'i32' | 'f32' | 'v128'
/** A parameter or local variable of a function, by number. */
export type Local = { readonly index: number }

const typeCode: Record<ValueType, number> = { i32: 0x7f, f32: 0x7d, v128: 0x7b }

function unsigned(value: number): number[] {
  const bytes: number[] = []
  do {
    const low = value & 0x7f
    value >>>= 7
    bytes.push(value === 0 ? low : low | 0x80)
  } while (value !== 0)
  return bytes
}

function signed(value: number): number[] {
  const bytes: number[] = []
  for (;;) {
    const low = value & 0x7f
    value >>= 7
    if ((value === 0 && (low & 0x40) === 0) || (value === -1 && (low & 0x40) !== 0)) return [...bytes, low]
    bytes.push(low | 0x80)
  }
}

const plain =
  (byte: number) =>
  (...parts: Code[]): Code => [...parts.flat(), byte]
const vector =
  (number: number) =>
  (...parts: Code[]): Code => [...parts.flat(), 0xfd, ...unsigned(number)]

/** `offset` is a constant number of bytes on top of the address. */
type Load = (address: Code, offset?: number) => Code
type Store = (address: Code, value: Code, offset?: number) => Code

// All accesses promise alignment to 4 bytes only: tensors start at multiples of 8.
const load =
  (...opcode: number[]): Load =>
  (address, offset = 0) => [...address, ...opcode, 2, ...unsigned(offset)]
const store =
  (...opcode: number[]): Store =>
  (address, value, offset = 0) => [...address, ...value, ...opcode, 2, ...unsigned(offset)]

export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value)],
  add: plain(0x6a),
  sub: plain(0x6b),
  mul: plain(0x6c),
  and: plain(0x71),
  shl: plain(0x74),
  shr: plain(0x75),
  lt: plain(0x48),
  ge: plain(0x4e),
  equal: plain(0x46),
  load: load(0x28),
  store: store(0x36),
}

const bulk =
  (...opcode: number[]) =>
  (...parts: Code[]): Code => [...parts.flat(), 0xfc, ...opcode]

/** Ranges of memory: target, source, bytes; or target, byte, bytes. */
export const memory = { copy: bulk(10, 0, 0), fill: bulk(11, 0) }

/** Operations on one number and on four at once under the same names, so that a kernel is written once for both. */
export interface Lanes {
  type: ValueType
  /** Numbers at a time. */
  width: 1 | 4
  /** From a number; four copies of it. */
  spread: (value: Code) => Code
  load: Load
  store: Store
  add: (...parts: Code[]) => Code
  sub: (...parts: Code[]) => Code
  mul: (...parts: Code[]) => Code
  div: (...parts: Code[]) => Code
  sqrt: (...parts: Code[]) => Code
  zero: Code
  /** `above` where the test is above 0, and else `below`. */
  whereAbove: (test: Code, above: Code, below: Code) => Code
}

export const f32 = {
  const: (value: number): Code => [0x43, ...new Uint8Array(new Float32Array([value]).buffer)],
}

/** One number at a time. */
export const one: Lanes = {
  type: 'f32',
  width: 1,
  spread: (value) => value,
  load: load(0x2a),
  store: store(0x38),
  add: plain(0x92),
  sub: plain(0x93),
  mul: plain(0x94),
  div: plain(0x95),
  sqrt: plain(0x91),
  zero: f32.const(0),
  whereAbove: (test, above, below) => [...above, ...below, ...test, ...f32.const(0), 0x5e, 0x1b],
}

const zeros = vector(19)(f32.const(0))

const lane =
  (index: number) =>
  (value: Code): Code => [...value, 0xfd, 31, index]

/** Four numbers at a time. */
export const four: Lanes & { total: (value: Code) => Code } = {
  type: 'v128',
  width: 4,
  spread: vector(19),
  load: load(0xfd, 0),
  store: store(0xfd, 11),
  add: vector(228),
  sub: vector(229),
  mul: vector(230),
  div: vector(231),
  sqrt: vector(227),
  whereAbove: (test, above, below) => vector(82)(above, below, vector(68)(test, zeros)),
  zero: zeros,
  /** The sum of the four. */
  total: (value) => one.add(one.add(lane(0)(value), lane(1)(value)), one.add(lane(2)(value), lane(3)(value))),
}

/** Reads one number and makes four copies of it. */
export const loadSpread = load(0xfd, 9)

export const get = ({ index }: Local): Code => [0x20, ...unsigned(index)]
export const set = ({ index }: Local, value: Code): Code => [...value, 0x21, ...unsigned(index)]
export const sequence = (...parts: Code[]): Code => parts.flat()
/** Adds to a local number of bytes or items. */
export const advance = (local: Local, by: Code): Code => set(local, i32.add(get(local), by))

/** Runs the body while the condition holds. */
export function whileTrue(condition: Code, body: Code): Code {
  return [0x03, 0x40, ...condition, 0x04, 0x40, ...body, 0x0c, 1, 0x0b, 0x0b]
}

export function when(condition: Code, body: Code, otherwise: Code = []): Code {
  return [...condition, 0x04, 0x40, ...body, ...(otherwise.length > 0 ? [0x05, ...otherwise] : []), 0x0b]
}

/** One of two values. */
export const select = (condition: Code, yes: Code, no: Code): Code => [...yes, ...no, ...condition, 0x1b]

/** The scope in which a function's body is written. */
export interface Scope {
  param: (type: ValueType) => Local
  local: (type: ValueType) => Local
}

interface WasmFunction {
  name: string
  params: ValueType[]
  locals: ValueType[]
  body: Code
}

/** A function without a result. All params must be asked for before the first local. */
export function defineFunction(name: string, write: (scope: Scope) => Code): WasmFunction {
  const params: ValueType[] = []
  const locals: ValueType[] = []
  const param = (type: ValueType) => ({ index: params.push(type) - 1 })
  const local = (type: ValueType) => ({ index: params.length + locals.push(type) - 1 })
  return { name, params, locals, body: write({ param, local }) }
}

const counted = (items: Code[]): Code => [...unsigned(items.length), ...items.flat()]
const sized = (bytes: Code): Code => [...unsigned(bytes.length), ...bytes]
const text = (value: string): Code => sized([...new TextEncoder().encode(value)])
const section = (id: number, content: Code): Code => [id, ...sized(content)]

/** The bytes of a module that works on an imported memory, `env.memory`, and exports the functions by name. */
export function assembleModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ params }) => [0x60, ...counted(params.map((type) => [typeCode[type]])), 0])
  const exported = functions.map(({ name }, index) => [...text(name), 0, ...unsigned(index)])
  const bodies = functions.map(({ locals, body }) =>
    sized([...counted(locals.map((type) => [1, typeCode[type]])), ...body, 0x0b]),
  )
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, counted(types)),
    ...section(2, counted([[...text('env'), ...text('memory'), 2, 0, 0]])),
    ...section(3, counted(functions.map((_, index) => unsigned(index)))),
    ...section(7, counted(exported)),
    ...section(10, counted(bodies)),
  ])
}
