// Finding where a run diverged takes many steps: others get their turns between them.
import { expect, test } from 'vitest'
import { loadOps, startBackend } from '../tensors/backends'
import { createEngine } from './engine'
import { circle, pointGame } from './testing/programs'

test('messages are let in between the steps that are made again', async () => {
  const ops = loadOps()
  expect(await startBackend({ ops }, 'wasm')).toMatchObject({ ok: true })
  const engine = createEngine({ ops, program: pointGame({ batch: 8 }), sources: circle() })
  const snapshot = engine.snapshot()
  for (let round = 0; round < 10; round++) engine.runRound()
  const steps = engine.step - snapshot.step
  let turns = 0
  let over = false
  const count = () => {
    turns++
    if (!over) setTimeout(count, 0)
  }
  setTimeout(count, 0)
  expect(await engine.locateDivergence(snapshot)).toBeNull()
  over = true
  expect(steps).toBeGreaterThanOrEqual(20)
  expect(turns).toBeGreaterThanOrEqual(steps / 2)
  snapshot.release()
  engine.dispose()
})
