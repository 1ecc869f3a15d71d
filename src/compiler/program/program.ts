// What a document compiles to: plain data that crosses threads, prints and hashes. The engine and the exports read only this.
import type { Curve, DataSection, Json, View } from '../../document/types'
import type { Initializer, NoiseSpec, TensorType } from '../../kinds/types'

/** Where a tensor is kept while a body runs: `id.output` for layers and values, `id` for a network's inputs. */
export type Register = string

/** Runs a kind. `weights` and `state` map the kind's names to paths relative to the body's prefix (`conv_1/kernel`). */
export interface ApplyInstruction {
  op: 'apply'
  id: string
  role: 'layer' | 'value'
  kind: string
  params: Record<string, Json>
  in: Record<string, Register>
  out: Record<string, Register>
  weights: Record<string, string>
  state: Record<string, string>
  /** What a value draws beside its inputs, by name; absent where it draws nothing. */
  noise?: Record<string, NoiseSpec>
}

/** Runs a network on values; `in` and `out` map the network's inputs and outputs to registers of the caller. */
export interface CallInstruction {
  op: 'call'
  id: string
  network: string
  in: Record<string, Register>
  out: Record<string, Register>
}

/** The derivative of the sum of `of` by `at`, as a value that can be differentiated again. */
export interface GradientInstruction {
  op: 'gradient'
  id: string
  in: { of: Register; at: Register }
  out: { out: Register }
  /** What leads from `at` to `of`, in order; it runs again here, whether or not the step also runs it elsewhere. */
  body: Instruction[]
}

export type Instruction = ApplyInstruction | CallInstruction | GradientInstruction

export interface NetworkBody {
  /** Register (= input id) and type of every input. */
  inputs: Record<string, TensorType>
  instructions: ApplyInstruction[]
  /** Output name → register. */
  outputs: Record<string, Register>
  /** Type of every register. */
  types: Record<Register, TensorType>
}

export interface ProgramWeight {
  shape: readonly number[]
  init: Initializer
  /** The player that trains it; null where the network is frozen. */
  trainer: string | null
}

interface ProgramState {
  shape: readonly number[]
  start: number
  /** In place of `start`. */
  init?: Initializer
  /** Updated only in steps of this player; null where nobody trains the network, and for values. */
  trainer: string | null
  /** Belongs to a value of the game: every step that computes the value updates it. */
  ofValue?: true
}

/** One player's part of a step. */
export interface PlayerStep {
  player: string
  /** The objective is the sum of weight × mean-free scalar register. Terms that are 0 throughout the phase are left out. */
  terms: { register: Register; weight: Curve }[]
  /** Cannot reach owned weights: run outside the gradient scope. */
  before: Instruction[]
  /** Run inside the gradient scope. Together with `before`: exactly the ancestors of the objective, in order. */
  inside: Instruction[]
}

export interface ProgramPhase {
  until: number
  /** Players of one step move simultaneously: same draws, old weights, then all updates. */
  steps: { players: PlayerStep[]; times: number }[]
}

export interface ProgramPlayer {
  /** Paths of the weights that it updates, in one fixed order. */
  weights: string[]
  optimizer: { kind: string; params: Record<string, Json | Curve> }
  average: number
  /** Largest length of all gradients together, before the weight decay. Absent: as they are; so are the next two. */
  clipGradients?: number
  /** Bound of every weight after the update. */
  clipWeights?: number
  /** Times the weight, added to its gradient. */
  weightDecay?: number
}

/** Runs again with other numbers in a view's value's place (inference mode), up to the register under its field. */
export interface ViewPass {
  instructions: Instruction[]
  [field: string]: Register | Instruction[]
}

export interface ProgramView {
  /** The kind of view. */
  as: string
  count: number
  weights: View['weights']
  title: string
  /** The register to show. */
  value: Register
  /** What computes it, and what is shown beside it, from the same draw. */
  instructions: Instruction[]
  /** Real samples to hold the value against. */
  real?: Register
  /** What the value was made from, and what it should be. */
  input?: Register
  target?: Register
  /** Labels or tokens that the value was made from. */
  label?: Register
  /** Further fields of its kind (registers) and passes (`ViewPass`), by name. */
  [name: string]: unknown
}

export interface Program {
  format: 'ganvas-program'
  title: string
  batch: number
  seed: number
  rounds: number
  data: Record<string, DataSection>
  networks: Record<string, NetworkBody>
  /** By path, `critic/conv_1/kernel`. */
  weights: Record<string, ProgramWeight>
  state: Record<string, ProgramState>
  /** All values of the game in one topological order, with their types by register. */
  values: Instruction[]
  types: Record<Register, TensorType>
  players: Record<string, ProgramPlayer>
  phases: ProgramPhase[]
  views: Record<string, ProgramView>
}
