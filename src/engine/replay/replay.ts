// Records the steps of a model and replays them: a step whose launches are known is asked of the device without computing anew
// what to ask. As CUDA graphs do; a replayed step leaves the same bits as an ordinary one.
import type { Tensor } from '@tensorflow/tfjs-core'
import type { PlayerStep, Program } from '../../compiler/program/program'
import type { Model } from '../model'
import { runStep } from '../step'
import { Arena, type Home } from '../../tensors/webgpu/arena'
import { numbersOf } from '../../tensors/webgpu/numbers'
import type { HostBackend } from '../../tensors/webgpu/backend'
import { Recording } from './recording'

/** Runs steps, and replays those that it knows. */
export interface Replays {
  /** As `runStep`. */
  run(players: readonly PlayerStep[]): void
  /** Goes on with another program of the same steps: what was recorded of one is replayed for its counterpart. */
  follow(before: Program, after: Program): void
  /** Forgets all recordings and gives their memory back: before a step changes, and at the end. */
  forget(): void
}

/** A step that can be replayed. */
interface Plan {
  recording: Recording
  homes: Slot[]
  /** Weights that it updates. */
  counted: string[]
}

/** How far a step of the schedule has come: seen once, recorded once, and known or given up at last. */
interface Progress {
  seen: number
  first: Recording | null
  plan: Plan | null
  hopeless: boolean
}

/** A place of the model that holds a tensor. */
interface Slot {
  name: string
  get(): Tensor
  set(tensor: Tensor): void
}

/**
 * The first run of a step is an ordinary one, which compiles what it needs. The second and third are recorded; where both asked
 * for the same, further ones are replays. A step is known by its place in the program: in another phase it is another step.
 */
export function createReplays(model: Model): Replays | null {
  const backend = model.ops.backend() as HostBackend
  if (!('recorder' in backend)) return null
  let arena: Arena | null = null
  const homes = new Map<string, Home>()
  let progress = new WeakMap<readonly PlayerStep[], Progress>()

  const run = (players: readonly PlayerStep[]) => {
    const known = progress.get(players) ?? { seen: 0, first: null, plan: null, hopeless: false }
    progress.set(players, known)
    if (known.plan !== null) replay(model, { backend, arena: arena!, homes }, players, known.plan)
    else if (known.seen++ === 0 || known.hopeless) runStep(model, players)
    else {
      arena ??= new Arena(backend)
      const plan = record(model, { backend, arena, homes }, players)
      const { recording } = plan
      if (known.first === null && recording.trouble === null) known.first = recording
      else {
        if (recording.trouble === null && known.first?.equals(recording)) known.plan = plan
        else {
          known.hopeless = true
          arena.spare(recording.uploads)
        }
        if (known.first !== null) arena.spare(known.first.uploads)
        known.first = null
      }
    }
  }
  const follow = (before: Program, after: Program) => {
    const followed = new WeakMap<readonly PlayerStep[], Progress>()
    before.phases.forEach(({ steps }, phase) =>
      steps.forEach(({ players }, place) => {
        const known = progress.get(players)
        const counterpart = after.phases[phase]?.steps[place]
        if (known && counterpart) followed.set(counterpart.players, known)
      }),
    )
    progress = followed
  }
  const forget = () => {
    arena?.dispose()
    arena = null
    homes.clear()
    progress = new WeakMap()
  }
  return { run, follow, forget }
}

interface Ground {
  backend: HostBackend
  arena: Arena
  homes: Map<string, Home>
}

/** An ordinary step, recorded. Afterwards every tensor of the model lies where it lay before. */
function record(model: Model, ground: Ground, players: readonly PlayerStep[]): Plan {
  const { backend, arena, homes } = ground
  openObjectives(model, players)
  const slots = slotsOf(model, players)
  for (const slot of slots) bringHome(model, ground, slot)
  const before = new Map(model.counts)
  // Uploads may go to buffers of an earlier recording, which still waits.
  backend.flush()
  const recording = new Recording(arena, homes.values())
  backend.bufferManager.lender = arena
  backend.recorder = recording
  try {
    runStep(model, players)
    for (const slot of slots) carryHome(model, ground, slot, recording)
  } finally {
    backend.recorder = null
    backend.bufferManager.lender = null
  }
  // What could not be carried home must not stay in scratch either.
  for (const slot of slots) bringHome(model, ground, slot)
  if (arena.leaks) recording.spoil('it leaves a tensor behind')
  const counted = [...model.counts.keys()].filter((path) => model.counts.get(path) !== before.get(path))
  return { recording, homes: slots, counted }
}

function replay(model: Model, ground: Ground, players: readonly PlayerStep[], plan: Plan): void {
  const { recording, homes, counted } = plan
  openObjectives(model, players)
  for (const slot of homes) bringHome(model, ground, slot)
  // What waits may still read what was fed last.
  ground.backend.flush()
  for (const { buffer, produce } of recording.feeds)
    ground.backend.queue.writeBuffer(buffer, 0, produce(model.step) as Float32Array<ArrayBuffer>)
  ground.backend.replay(recording.commands)
  for (const path of counted) model.counts.set(path, (model.counts.get(path) ?? 0) + 1)
  for (const { player } of players) {
    const objective = model.objectives.get(player)
    if (objective !== undefined) objective.count++
  }
  model.step++
}

/** Objectives that were read are gone; they start again at 0, so that each step finds one to add to. */
function openObjectives({ ops, objectives }: Model, players: readonly PlayerStep[]): void {
  for (const { player, terms } of players) {
    if (terms.length > 0 && !objectives.has(player))
      objectives.set(player, { sum: ops.keep(ops.scalar(0)), count: 0 })
  }
}

function slotsOf(
  { weights, state, slots, averages, objectives }: Model,
  players: readonly PlayerStep[],
): Slot[] {
  const maps = { weights, state, slots, averages }
  const kept = Object.entries(maps).flatMap(([name, map]) =>
    [...map.keys()].map((path) => ({
      name: `${name}/${path}`,
      get: () => map.get(path)!,
      set: (tensor: Tensor) => void map.set(path, tensor),
    })),
  )
  const sums = players.flatMap(({ player }) => {
    if (!objectives.has(player)) return []
    return {
      name: `objectives/${player}`,
      get: () => objectives.get(player)!.sum,
      set: (sum: Tensor) => void (objectives.get(player)!.sum = sum),
    }
  })
  return [...kept, ...sums]
}

/** Makes sure that the slot's tensor lies in its home, and that nobody else's does. */
function bringHome(model: Model, ground: Ground, slot: Slot): void {
  const { backend, arena, homes } = ground
  const tensor = slot.get()
  const data = backend.tensorMap.get(tensor.dataId)
  const home = homes.get(slot.name)
  // A step by hand changed it where it lay.
  if (home !== undefined && data.resource === home.buffer) home.data = data
  if (data === home?.data && data.refCount === 1) return
  if (home === undefined) {
    backend.uploadToGPU(tensor.dataId)
    if (data.refCount === 1) homes.set(slot.name, arena.settle(slot.name, data))
    else {
      const alone = copyOf(model, ground, tensor)
      homes.set(slot.name, arena.settle(slot.name, backend.tensorMap.get(alone.dataId)))
      replaceTensor(model, slot, alone)
    }
    return
  }
  // A clone of what lay here, such as one that is being drawn from or read, keeps its numbers elsewhere.
  if (home.data.resource === home.buffer) {
    const elsewhere = backend.bufferManager.acquireBuffer(home.buffer.size, home.buffer.usage)
    backend.copy(home.buffer, elsewhere)
    home.data.resource = elsewhere
  }
  if (data.resource !== undefined && data.resource !== null)
    backend.copy(data.resource as GPUBuffer, home.buffer)
  else {
    backend.flush()
    backend.queue.writeBuffer(home.buffer, 0, numbersOf(data))
  }
  moveIn(model, ground, slot, home)
}

/** What the step made for a slot goes home, in each replay, too. */
function carryHome(model: Model, ground: Ground, slot: Slot, recording: Recording): void {
  const { backend, homes } = ground
  const home = homes.get(slot.name)!
  const data = backend.tensorMap.get(slot.get().dataId)
  if (data === home.data && data.refCount === 1) return
  const made = data.resource as GPUBuffer | null | undefined
  if (made === home.buffer) {
    // Changed where it lay.
    home.data = data
    return
  }
  if (made === undefined || made === null || [...homes.values()].some(({ buffer }) => buffer === made)) {
    recording.spoil(`${slot.name} is not a result of its own`)
    return
  }
  backend.copy(made, home.buffer)
  moveIn(model, ground, slot, home)
}

/** The slot gets a tensor that lies in the home; its numbers are there already. */
function moveIn(model: Model, { backend, arena }: Ground, slot: Slot, home: Home): void {
  const { shape, dtype } = slot.get()
  const dataId = backend.write(null as never, shape, dtype)
  home.data = backend.tensorMap.get(dataId)
  home.data.resource = home.buffer
  arena.markHeld(home.buffer, true)
  replaceTensor(model, slot, model.ops.engine().makeTensorFromDataId(dataId, shape, dtype, backend))
}

function copyOf(model: Model, { backend }: Ground, tensor: Tensor): Tensor {
  const { shape, dtype, dataId } = tensor
  const copied = backend.write(null as never, shape, dtype)
  backend.uploadToGPU(copied)
  const resourceOf = (id: object) => backend.tensorMap.get(id).resource as GPUBuffer
  backend.copy(resourceOf(dataId), resourceOf(copied))
  return model.ops.engine().makeTensorFromDataId(copied, shape, dtype, backend)
}

function replaceTensor({ ops }: Model, slot: Slot, tensor: Tensor): void {
  const before = slot.get()
  slot.set(ops.keep(tensor))
  before.dispose()
}
