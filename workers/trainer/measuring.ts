// What the trainer does for measuring: draws samples while training goes on, and keeps the checkpoint that measured best.
import { fail, succeed, type Result } from '../../src/lib/result'
import type { Engine } from '../../src/engine/engine'
import { drawPlanned } from '../../src/metrics/draw'
import { followingSamples, planMetrics } from '../../src/metrics/plan'
import type { DataFor } from '../../src/metrics/types'
import type { Failure } from '../../src/lib/failure'
import type { MetricSamples } from '../trainer.api'
import type { Yielding } from './yielding'
import type { CheckpointStore } from './stores'

/** One game's: holds the checkpoint of the last draw until it is known how good it is. */
export interface Measuring {
  draw(): Promise<Result<MetricSamples, Failure>>
  /** Keeps the checkpoint of what was drawn last as the best one. */
  keepBest(round: number): Promise<Result<null, Failure>>
}

export function createMeasuring(options: {
  engine: () => Engine
  project: string
  checkpoints: CheckpointStore
  data: DataFor
  yieldToMessages: Yielding
}): Measuring {
  const { engine, project, checkpoints, data, yieldToMessages } = options
  let held: { round: number; bytes: ArrayBuffer } | null = null
  return {
    async draw() {
      const present = engine()
      const { program, round } = present
      const parts = planMetrics(program)
      if (parts.length === 0) {
        return fail({
          code: 'nothing_to_measure',
          message: 'Nothing of this game can be measured.',
          remedy: 'Add a view of generated pictures beside real ones, or of points whose modes are known.',
        })
      }
      held = { round, bytes: await present.checkpoint() }
      const drawn: MetricSamples['drawn'] = []
      for (const part of parts) {
        drawn.push(await drawPlanned(present, part.samples, data, yieldToMessages))
        for (const samples of await followingSamples(part, data))
          drawn.push(await drawPlanned(present, samples, data, yieldToMessages))
      }
      return succeed({ round, program, drawn })
    },
    async keepBest(round) {
      if (held?.round !== round || checkpoints.saveBest === undefined)
        return fail({ code: 'not_kept', message: `The weights of round ${round} are not at hand any more.` })
      const saved = await checkpoints.saveBest(project, held)
      return saved.ok ? succeed(null) : fail({ code: 'not_saved', message: saved.error })
    },
  }
}
