// A process of its own that runs our engine on one backend: answers the bench's orders.
import type { Program } from '../../compiler/program/program'
import { provideGpu } from '../../cli/gpu'
import { makeSource } from '../../data/makeSource'
import { loadOps, startBackend } from '../../tensors/backends'
import { createEngine, type Engine } from '../../engine/engine'
import { createCountingDevice } from '../../tensors/webgpu/testing/countingDevice'
import { countRounds } from './countRounds'
import { registerDevice } from '../../tensors/webgpu/start'
import type { BackendName } from '../../tensors/types'
import { watchGrowth } from './growth'
import { timeKernel, type KernelOrder } from './kernelTime'
import { answerOrders } from './lines'

const ops = loadOps()
let engine: Engine | null = null

function running(): Engine {
  if (engine === null) throw new Error('no program is loaded')
  return engine
}

async function start({ backend }: { backend: BackendName }) {
  const started = await startBackend({ ops, provideGpu }, backend)
  if (!started.ok) throw new Error(started.error)
}

/** Puts an engine with fresh weights on the started backend in place; tells how long data and weights took. */
async function make(program: Program) {
  const began = performance.now()
  const made = Object.entries(program.data).map(
    async ([name, section]) => [name, await makeSource(section)] as const,
  )
  const sources = Object.fromEntries(await Promise.all(made))
  const read = performance.now()
  engine?.dispose()
  engine = createEngine({ ops, program, sources })
  return { data: read - began, weights: performance.now() - read }
}

async function load({ program, backend }: { program: Program; backend: BackendName }) {
  const began = performance.now()
  await start({ backend })
  const started = performance.now() - began
  const sizes = Object.values(program.weights).map(({ shape }) => shape.reduce((a, b) => a * b, 1))
  return {
    parameters: sizes.reduce((a, b) => a + b, 0),
    milliseconds: { backend: started, ...(await make(program)) },
  }
}

async function playRound() {
  const began = performance.now()
  running().runRound()
  // The queue may be empty because nothing was submitted yet: only a number that arrives proves the work done.
  const losses = await running().readLosses()
  return { milliseconds: performance.now() - began, losses }
}

async function kernel(order: KernelOrder) {
  return { milliseconds: await timeKernel(ops, order) }
}

/** Plays rounds on a device that only counts. */
async function launches({ program, rounds }: { program: Program; rounds: number }) {
  const counting = createCountingDevice()
  registerDevice(counting.device, {} as GPUAdapterInfo)
  await ops.setBackend('webgpu')
  await make(program)
  const round = () => {
    running().runRound()
    return running().settle()
  }
  return countRounds(counting, round, { rounds })
}

async function growth({ rounds }: { rounds: number }) {
  const views = Object.keys(running().program.views)
  return watchGrowth(rounds, {
    // As a page would: losses often, pictures now and then.
    play: async (round) => {
      running().runRound()
      if (round % 10 === 0) await running().readLosses()
      if (round % 100 === 0) for (const view of views) await running().view(view)
    },
    memory: () => ops.memory(),
  })
}

await answerOrders({ start, load, round: playRound, kernel, launches, growth })
