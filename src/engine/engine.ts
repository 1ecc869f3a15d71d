// The engine: trains a program, looks at it, saves it and changes it while it trains. It never sees a document.
import type { PlayerStep, Program, ProgramPhase, Register } from '../compiler/program/program'
import { everythingChanged, programChange, type ProgramChange } from './change'
import type { Ops } from '../kinds/types'
import type { Result } from '../lib/result'
import type { SafetensorsInput } from '../lib/safetensors'
import type { DataSource } from '../data/source'
import type { Divergence } from './types'
import type { MemoryUse } from '../tensors/types'
import { dropRetained } from './retainedWeights'
import { memoryUse } from '../tensors/memoryUse'
import { putWeights, readCheckpoint, readWeights, writeCheckpoint } from './checkpoint'
import { phaseOf, stepsOf } from './curves'
import { copyModel, dropModel, takeSnapshot, type Snapshot } from './snapshot'
import { createModel, type Model } from './model'
import { settle } from '../tensors/probe'
import { replaceModelProgram, type Kept } from './replace'
import { locateDivergence, unsoundPlayers } from './soundness'
import { runStep } from './step'
import { createReplays } from './replay/replay'
import { drawSamples, type SampleOrder } from './samples'
import type { HostBackend } from '../tensors/webgpu/backend'
import type { Numbers } from '../lib/numbers'
import { readSamples, readView, type ViewData } from './views'

/** Trains one program. Nothing here waits for the device but the methods that return promises. */
export interface Engine {
  readonly program: Program
  /** Rounds done. */
  readonly round: number
  /** Steps done in all. */
  readonly step: number
  /** Training time so far; kept in checkpoints, counted by whoever runs the engine. */
  seconds: number
  /**
   * Compiles in parallel what the present phase will run, once for each phase, where the backend can. Not needed, and changes
   * nothing, but the phase's first round is done sooner.
   */
  prepare(): Promise<void>
  /** Runs the next step of the schedule; true when it ended a round. */
  advance(): boolean
  /** Runs what is left of the present round. */
  runRound(): void
  /** One simultaneous step of these players outside the schedule; the round stays. Throws on an unknown player. */
  runStep(players: readonly string[]): void
  /** Mean objective of each player since the last call; players that did not move are left out. NaN where it diverged. */
  readLosses(): Promise<Record<string, number>>
  /** Players of whose gradients one was no number since they began to train. */
  readUnsound(): Promise<string[]>
  /** The model as it stands, in memory and without a copy, until it is released. */
  snapshot(): Snapshot
  /** Finds where a run diverged, by making the steps since `snapshot` again. Afterwards the engine stands somewhere before it. */
  locateDivergence(snapshot: Snapshot): Promise<Divergence | null>
  /** A view of the document, from fixed noise, in inference mode. */
  view(id: string, options?: { count?: number }): Promise<ViewData>
  /** Fresh samples of any value in inference mode; `weights` is the average by default, where there is one. */
  sample(
    register: Register,
    options: { count: number; seed: number; weights?: 'average' | 'current' },
  ): Promise<Numbers>
  /** Numbers of several values from the same draws, of the weights as they are now; training may go on meanwhile. */
  samples(order: SampleOrder): Promise<Record<Register, Numbers>>
  /** Everything that training needs to go on, exactly, as a safetensors file. */
  checkpoint(): Promise<ArrayBuffer>
  restore(checkpoint: ArrayBuffer): Result<Kept, string>
  weights(which: 'average' | 'current'): Promise<SafetensorsInput>
  loadWeights(file: ArrayBuffer): Result<Kept, string>
  /** Goes on with a changed program: weights of unchanged path (after `renamed`) and shape are kept. Says what changed. */
  replaceProgram(
    program: Program,
    renamed: Record<string, string>,
    sources: Record<string, DataSource>,
  ): Kept & { change: ProgramChange }
  /** Waits until the device has done what it was given; without it, a fast page would queue up work without end. */
  settle(): Promise<void>
  memory(): MemoryUse
  dispose(): void
}

/** An engine with fresh weights from the program's seed, on the current backend of `ops`. `sources` by data section. */
export function createEngine({
  replay = true,
  ...args
}: {
  ops: Ops
  program: Program
  sources: Record<string, DataSource>
  /** False: asks the device anew for each step, even where the backend can replay one. The bits are the same. */
  replay?: boolean
}): Engine {
  const model = createModel(args)
  const { ops } = args
  const replays = replay ? createReplays(model) : null
  const step = (players: readonly PlayerStep[]) =>
    replays === null ? runStep(model, players) : replays.run(players)
  let seconds = 0
  let prepared: ProgramPhase | null = null
  const engine: Engine = {
    get program() {
      return model.program
    },
    get round() {
      return model.round
    },
    get step() {
      return model.step
    },
    get seconds() {
      return seconds
    },
    set seconds(value) {
      seconds = value
    },
    async prepare() {
      const phase = phaseOf(model.program, model.round)
      if (phase === prepared) return
      prepared = phase
      await prepare(model, phase)
    },
    advance: () => advance(model, step),
    runRound: () => {
      while (!advance(model, step));
    },
    runStep: (players) =>
      runStep(
        model,
        players.map((player) => playerStep(model, player)),
      ),
    readLosses: () => readLosses(model),
    readUnsound: () => unsoundPlayers(model),
    snapshot: () => takeSnapshot(model),
    locateDivergence: (snapshot) =>
      locateDivergence(model, snapshot, () => advance(model, (players) => runStep(model, players))),
    view: (id, options = {}) => readView(model, id, options.count),
    sample: (register, options) => readSamples(model, register, options),
    samples: (order) => drawSamples(model, order),
    checkpoint: () => writeCheckpoint(model, { seconds }),
    restore: (checkpoint) => {
      const restored = readCheckpoint(model, checkpoint)
      if (restored.ok) seconds = restored.value.seconds
      return restored
    },
    weights: (which) => readWeights(model, which),
    loadWeights: (file) => putWeights(model, file),
    replaceProgram: (program, renamed, sources) => {
      const before = model.program
      // Two names that change places leave the same program, but not the same weights in it.
      const moved = Object.keys(renamed).length > 0
      const change = moved ? everythingChanged : programChange(before, program)
      if (change.steps) replays?.forget()
      else replays?.follow(before, program)
      const kept = replaceModelProgram(model, { program, renamed, sources })
      if (change.steps) trim(ops)
      else if (prepared) prepared = program.phases[before.phases.indexOf(prepared)] ?? null
      return { ...kept, change }
    },
    settle: () => settle(ops),
    memory: () => memoryUse(ops),
    dispose: () => {
      replays?.forget()
      dropModel(model)
      dropRetained(model.retained)
    },
  }
  return engine
}

/** Steps on a copy of the model, of which nothing is computed: the backend only compiles. */
async function prepare(model: Model, { steps }: ProgramPhase): Promise<void> {
  const backend = model.ops.backend() as Partial<Pick<HostBackend, 'compile'>>
  await backend.compile?.(() => {
    const copy = copyModel(model)
    try {
      for (const { players } of steps) runStep(copy, players)
    } finally {
      dropModel(copy)
    }
  })
}

/** After shapes have changed: gives the device back what fits none of the new ones. */
function trim(ops: Ops): void {
  const backend = ops.backend() as Partial<Pick<HostBackend, 'trim'>>
  backend.trim?.()
}

function advance(model: Model, step: (players: readonly PlayerStep[]) => void): boolean {
  const steps = stepsOf(phaseOf(model.program, model.round))
  const players = steps[model.position]
  if (players !== undefined) {
    step(players)
    model.position++
  }
  if (model.position < steps.length) return false
  model.position = 0
  model.round++
  return true
}

/** What a player does in the present phase or, where the phase gives it no step, in the first one that does. */
function playerStep(model: Model, player: string): PlayerStep {
  const phases = [phaseOf(model.program, model.round), ...model.program.phases]
  const steps = phases.flatMap((phase) => phase.steps.flatMap((step) => step.players))
  const found = steps.find((step) => step.player === player)
  if (found === undefined) throw new Error(`the schedule has no step of the player ${player}`)
  return found
}

async function readLosses({ objectives }: Model): Promise<Record<string, number>> {
  const taken = [...objectives]
  objectives.clear()
  const losses = taken.map(async ([player, { sum, count }]) => {
    const [total = NaN] = await sum.data()
    sum.dispose()
    return [player, total / count] as const
  })
  return Object.fromEntries(await Promise.all(losses))
}
