// Writing as edits happen, reading back what an earlier page wrote, and opening files.
import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import type { GanvasDocument } from '../../document/types'
import { listProjects, loadProject } from '../../storage/projects'
import { createFromTemplate, openFile } from './createProjects'
import { restoredLosses, restoredSession } from './restore'
import { createWriter } from './writer'

const document: GanvasDocument = {
  format: 'ganvas',
  version: 1,
  title: 'Ring',
  about: '',
  knobs: [],
  data: {},
  networks: { critic: { inputs: {}, layers: {}, outputs: {} } },
  game: {
    batch: 4,
    seed: 1,
    rounds: 9,
    values: {},
    players: {},
    schedule: [{ until: 1, steps: [] }],
    views: {},
  },
  layout: {},
}

describe('a writer', () => {
  it('writes the first change at once, and a burst at most every 100 ms', async () => {
    vi.useFakeTimers()
    let state = 0
    const written: [number, number][] = []
    const start = Date.now()
    const writer = createWriter(() => Promise.resolve(void written.push([Date.now() - start, state])))
    for (let i = 1; i <= 30; i++) {
      state = i
      writer.changed()
      await vi.advanceTimersByTimeAsync(16)
    }
    await vi.advanceTimersByTimeAsync(100)
    vi.useRealTimers()
    expect(written[0]).toEqual([0, 1])
    expect(written.at(-1)?.[1]).toBe(30)
    const waits = written.slice(1).map(([time], i) => time - written[i]![0])
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(100)
    expect(Math.max(...waits)).toBeLessThan(117)
  })

  it('never runs two writes at a time, and writes what changed meanwhile', async () => {
    let state = 1
    let running = 0
    const written: number[] = []
    const writer = createWriter(async () => {
      expect(++running).toBe(1)
      const now = state
      await new Promise((resolve) => setTimeout(resolve, 20))
      written.push(now)
      running--
    }, 0)
    writer.changed()
    state = 2
    writer.changed()
    await writer.flush()
    expect(written).toEqual([1, 2])
    await writer.flush()
    expect(written).toEqual([1, 2])
  })

  it('flushes what waits', async () => {
    const written: number[] = []
    const writer = createWriter(() => Promise.resolve(void written.push(1)), 60_000)
    writer.changed()
    await writer.flush()
    writer.changed()
    await writer.flush()
    expect(written).toEqual([1, 1])
  })
})

describe('a stored session', () => {
  it('comes back whole', () => {
    const session = {
      graph: 'critic',
      selection: ['conv_1', 'out:score'],
      viewports: { critic: { x: 1, y: -2, zoom: 0.5 } },
      drawer: { open: false, tab: 'code', height: 200 },
      palette: false,
      inspector: true,
    }
    expect(restoredSession(structuredClone(session), document)).toEqual(session)
  })

  it('leaves out what does not fit', () => {
    const stored = {
      graph: 'removed',
      selection: ['x'],
      viewports: { critic: { x: NaN, y: 0, zoom: 1 }, game: { x: 0, y: 0, zoom: 1 } },
      drawer: { open: true, tab: 'nothing', height: 1 },
      palette: 'yes',
    }
    expect(restoredSession(stored, document)).toEqual({ viewports: { game: { x: 0, y: 0, zoom: 1 } } })
    for (const nothing of [null, undefined, 'text', []])
      expect(restoredSession(nothing, document)).toEqual({})
  })

  it('keeps divergence in the loss curve', () => {
    const points = [
      { round: 1, losses: { critic: 1 } },
      { round: 2, losses: { critic: NaN } },
    ]
    expect(restoredLosses([...points, { round: 'x' }, null])).toEqual(points)
    expect(restoredLosses(null)).toEqual([])
  })
})

describe('new projects', () => {
  it('come from a template under a title', async () => {
    const created = await createFromTemplate(document, { title: 'My ring' })
    if (!created.ok) throw new Error(created.error)
    const loaded = await loadProject(created.value)
    expect(loaded).toMatchObject({ ok: true, value: { document: { ...document, title: 'My ring' } } })
  })

  it('come from a file; a bad file is refused with reason and path, and makes none', async () => {
    const before = await listProjects()
    const bad = { ...document, game: { ...document.game, batch: 0 } }
    expect(await openFile(JSON.stringify(bad))).toMatchObject({ ok: false, error: { where: '/game/batch' } })
    expect(await openFile('{"format":')).toMatchObject({ ok: false })
    expect(await listProjects()).toEqual(before)
    const opened = await openFile(JSON.stringify(document))
    expect(opened.ok && (await loadProject(opened.value))).toMatchObject({ ok: true, value: { document } })
  })
})
