// What an edit is said to change.
import { describe, expect, it } from 'vitest'
import { compileProgram } from '../compiler/program/compile'
import { addNode, setData, setGame, setNodeTitle, setParams, setPlayer, setView } from '../document/edit'
import { template } from '../document/testing/load'
import { retitled } from '../document/testing/retitle'
import type { GanvasDocument, Player } from '../document/types'
import { programChange } from './change'

function compile(document: GanvasDocument) {
  const program = compileProgram(document)
  if (!program.ok) throw new Error(program.error[0]?.message)
  return program.value
}

describe('an edit changes', () => {
  const before = template('gan_ring')
  const change = (after: GanvasDocument) => programChange(compile(before), compile(after))
  const nothing = { steps: false, training: false, views: false }
  const setRate = (rate: number | Player['minimizes'][string]) => {
    const { kind, params } = before.game.players.generator!.optimizer
    const optimizer = { kind, params: { ...params, rate } }
    return setPlayer(before, { player: 'generator', patch: { optimizer } })
  }

  it('nothing by names, places and what nobody uses', () => {
    expect(change(retitled(before))).toEqual(nothing)
    expect(change(setNodeTitle(before, { graph: 'game', node: 'z', title: '' }))).toEqual(nothing)
    const idle = addNode(before, { graph: 'generator', kind: 'tanh', params: {}, in: { x: 'act_1' } })
    expect(change(idle.document)).toEqual(nothing)
  })

  it('the views alone by what is shown', () => {
    const fewer = setView(before, { view: 'scatter', patch: { count: 9 } })
    expect(change(fewer)).toEqual({ ...nothing, views: true })
    expect(change(setView(before, { view: 'scatter', patch: null }))).toEqual({ ...nothing, views: true })
  })

  it('training, but no step, by rates and lengths', () => {
    const curve = { kind: 'linear' as const, points: [[0, 0.01] as [number, number]] }
    for (const paced of [setRate(0.1), setRate(curve), setGame(before, { rounds: 7 })])
      expect(change(paced)).toEqual({ ...nothing, training: true })
  })

  it('the steps by everything else', () => {
    const units = setParams(before, { graph: 'generator', node: 'dense_1', params: { units: 7 } })
    const curve = { kind: 'linear' as const, points: [[0, 0.5] as [number, number]] }
    const section = { ...before.data.ring!, seed: 9 }
    const edited = [
      units,
      setGame(before, { batch: 7 }),
      setGame(before, { seed: 7 }),
      setData(before, { data: 'ring', section }),
      setPlayer(before, { player: 'generator', patch: { average: 0.5 } }),
      setPlayer(before, { player: 'generator', patch: { clipWeights: 1 } }),
      setPlayer(before, { player: 'generator', patch: { minimizes: { loss_generator: curve } } }),
    ]
    for (const document of edited) expect(change(document)).toMatchObject({ steps: true, training: true })
  })
})
