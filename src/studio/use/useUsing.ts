// Asks the trainer for what the panel shows: the newest question wins, one at a time.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Numbers } from '../../lib/numbers'
import type { UseRequest } from '../../../workers/trainer.api'
import type { Program, Register } from '../../compiler/program/program'
import { sourcesOf, type UsedSource } from '../../compiler/using'
import { useRun, useStores } from '../../state/context'
import { between, sweep, type Given } from './given'

export interface Using {
  sources: UsedSource[]
  /** What every source stands at; empty until the first answer. */
  given: Given
  result: Numbers | null
  strip: Numbers | null
  round: number
  /** Why there is no answer; null where there is one. */
  problem: string | null
  /** Sets sources and asks again. */
  give: (given: Given) => void
  /** Draws the sources of these values anew. */
  draw: (values: readonly string[]) => void
  sweepOver: (source: UsedSource, at: number) => void
  interpolate: () => void
}

interface Answer {
  register: Register
  given: Given
  result: Numbers
  round: number
}

const newSeed = () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 1

/** Everything about using one register of the program. */
export function useUsing(program: Program, register: Register): Using {
  const { run } = useStores()
  const frames = useRun((state) => state.frames)
  const ready = useRun((state) => state.status !== 'starting')
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [strip, setStrip] = useState<Numbers | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [wanted, setWanted] = useState<{ given: Given; seed: number }>({ given: {}, seed: 1 })
  const newest = useRef({ number: 0, wanted })
  const busy = useRef<Promise<unknown> | null>(null)
  const sources = useMemo(() => sourcesOf(program, register), [program, register])
  const ask = useCallback(
    async (given: Given, { seed, count = 1 }: { seed: number; count?: number }) => {
      const registers = sources.map((source) => source.register)
      const values = [register, ...registers]
      const request: UseRequest = { values, given: fitting(given, sources), count, seed, weights: 'average' }
      const used = await run.getState().use(request)
      if (!used.ok) setProblem([used.error.message, used.error.remedy].filter(Boolean).join(' '))
      return used.ok ? used.value : null
    },
    [run, register, sources],
  )
  useEffect(() => {
    if (!ready) return
    const number = newest.current.number + 1
    newest.current = { number, wanted }
    // While an answer is awaited, only the newest question stays; it is asked when that answer is there.
    const go = async () => {
      await busy.current
      if (number !== newest.current.number) return
      const asking = ask(wanted.given, { seed: wanted.seed })
      busy.current = asking
      const used = await asking
      const result = used?.values[register]
      // A picture of other weights is as good as none newer; one of other numbers is not.
      if (!used || !result || wanted !== newest.current.wanted) return
      setProblem(null)
      setAnswer({ register, given: used.values, result, round: used.round })
    }
    void go()
    // Frames come while it trains, at a pace that it can bear.
  }, [ask, register, wanted, frames, ready])
  const current = answer?.register === register ? answer : null
  const given = useMemo(() => ({ ...current?.given, ...wanted.given }), [current, wanted])
  const showStrip = async (next: Given) =>
    setStrip((await ask(next, { seed: wanted.seed, count: 8 }))?.values[register] ?? null)
  const interpolate = async () => {
    const other = await ask({}, { seed: newSeed() })
    if (other) await showStrip(between(given, other.values, sources))
  }
  return {
    sources,
    given,
    strip,
    problem,
    result: current?.result ?? null,
    round: current?.round ?? 0,
    give: (changed) => {
      setStrip(null)
      setWanted({ given: { ...given, ...changed }, seed: wanted.seed })
    },
    draw: (values) => {
      setStrip(null)
      const drawn = new Set(
        sources.filter(({ value }) => values.includes(value)).map((source) => source.register),
      )
      const kept = Object.entries(given).filter(([name]) => !drawn.has(name))
      setWanted({ given: Object.fromEntries(kept), seed: newSeed() })
    },
    sweepOver: (source, at) => void showStrip(sweep(given, source, at)),
    interpolate: () => void interpolate(),
  }
}

/** What fits the sources as they are: an edit of the game may have changed their shapes. */
function fitting(given: Given, sources: readonly UsedSource[]): Given {
  const fits = (register: Register, { shape }: Numbers) =>
    sources.some(
      (source) => source.register === register && source.type.shape.join() === shape.slice(1).join(),
    )
  return Object.fromEntries(Object.entries(given).filter(([register, numbers]) => fits(register, numbers)))
}
