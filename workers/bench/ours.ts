// A process of its own that runs our engine on one backend: answers the bench's orders.
import type { Program } from '../../src/compiler/program'
import { provideGpu } from '../cli/gpu'
import { makeSource } from '../data/makeSource'
import { loadOps, startBackend } from '../engine/backends'
import { createEngine, type Engine } from '../engine/engine'
import type { BackendName } from '../trainer.api'
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

async function load({ program, backend }: { program: Program; backend: BackendName }) {
  await start({ backend })
  const made = Object.entries(program.data).map(
    async ([name, section]) => [name, await makeSource(section)] as const,
  )
  engine?.dispose()
  engine = createEngine({ ops, program, sources: Object.fromEntries(await Promise.all(made)) })
  const sizes = Object.values(program.weights).map(({ shape }) => shape.reduce((a, b) => a * b, 1))
  return { parameters: sizes.reduce((a, b) => a + b, 0) }
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

await answerOrders({ start, load, round: playRound, kernel })
