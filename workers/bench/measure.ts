// Measures one program on one backend: time of a round, tensors that stay, and what needs no clock: kernel calls and bytes.
import type { Program } from '../../src/compiler/program'
import type { Ops } from '../../src/kinds/types'
import type { DataSource } from '../data/source'
import { createEngine, type Engine } from '../engine/engine'

export interface RoundCost {
  /** Median milliseconds of a round, after up to three to warm up. */
  milliseconds: number
  /** Rounds that were timed. */
  rounds: number
  /** Kernels that a round runs, and the most bytes that are alive in it: the same on every machine. */
  kernels: number
  peakBytes: number
}

export interface TensorGrowth {
  /** Tensors alive after round 10 and after the last round. */
  early: number
  late: number
  rounds: number
}

interface Subject {
  ops: Ops
  program: Program
  sources: Record<string, DataSource>
}

/** Trains for about `seconds`. */
export async function measureRound(subject: Subject, seconds: number): Promise<RoundCost> {
  const engine = createEngine(subject)
  for (let warm = 0, round = 0; round < 3 && warm < 1000 * seconds; round++) warm += await timeRound(engine)
  const times: number[] = []
  let spent = 0
  while (spent < 1000 * seconds || times.length < 1) {
    const milliseconds = await timeRound(engine)
    times.push(milliseconds)
    spent += milliseconds
  }
  const { ops } = subject
  const profile = await ops.profile(() => {
    engine.runRound()
    return ops.scalar(0)
  })
  ops.dispose(profile.result)
  engine.dispose()
  times.sort((a, b) => a - b)
  const milliseconds = times[Math.floor(times.length / 2)] ?? NaN
  return { milliseconds, rounds: times.length, kernels: profile.kernels.length, peakBytes: profile.peakBytes }
}

/** Trains for `rounds`, reading losses and views back as a page would. */
export async function measureGrowth(subject: Subject, rounds: number): Promise<TensorGrowth> {
  const engine = createEngine(subject)
  let early = 0
  while (engine.round < rounds) {
    engine.runRound()
    if (engine.round % 10 === 0) await engine.readLosses()
    if (engine.round % 100 === 0)
      for (const view of Object.keys(subject.program.views)) await engine.view(view)
    if (engine.round === 10) early = engine.memory().tensors
  }
  const late = engine.memory().tensors
  engine.dispose()
  return { early, late, rounds }
}

async function timeRound(engine: Engine): Promise<number> {
  const began = performance.now()
  engine.runRound()
  await engine.settle()
  // The queue may be empty because nothing was submitted yet: only a number that arrives proves the work done.
  await engine.readLosses()
  return performance.now() - began
}
