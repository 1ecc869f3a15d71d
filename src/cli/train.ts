// `ganvas train`: prepares a run, trains it, reports as it goes, measures and writes what came of it.
import { join } from 'node:path'
import { compileProgram } from '../compiler/program/compile'
import type { Program } from '../compiler/program/program'
import type { GanvasDocument } from '../document/types'
import { fail, succeed, type Result } from '../lib/result'
import { readSafetensors } from '../lib/safetensors'
import { chooseBackend, loadOps } from '../tensors/backends'
import { createEngine, type Engine } from '../engine/engine'
import type { StoredDataset } from '../data/files/stored'
import type { DataSource } from '../data/source'
import { measurePoints } from '../metrics/measurePoints'
import type { BackendName } from '../tensors/types'
import type { EvaluateCommand, TrainCommand } from './arguments'
import { evaluateEngine } from './evaluate'
import type { Exit, Print } from './exit'
import { problemSentence, readBytes, readDocument, writeWhole } from './files'
import { provideGpu } from './gpu'
import { drawJudged, type Seen } from './judged'
import { readCheckpoint, writeCheckpoint, writeResults } from './results'
import { runRounds } from './rounds'
import { prepareData } from './trainingData'

interface Run {
  document: GanvasDocument
  program: Program
  engine: Engine
  backend: BackendName
  sources: Record<string, DataSource>
  stored: Record<string, StoredDataset>
}

/** Exit codes: 2 for whatever cannot start, 3 where training diverged, 130 after an interrupt (results are written). */
export async function trainDocument(command: TrainCommand, print: Print): Promise<Exit> {
  const prepared = await prepareRun(command)
  if (!prepared.ok) return { code: 2, sentence: prepared.error }
  const { document, program, engine, backend, sources, stored } = prepared.value
  const start = engine.round
  const began = { seconds: engine.seconds, processor: process.cpuUsage() }
  const { out, report } = command
  const onSave = async () => (out === null ? succeed(null) : writeCheckpoint(out, engine))
  const ended = await runRounds({ engine, rounds: program.rounds, report, backend, print, onSave })
  const { user, system } = process.cpuUsage(began.processor)
  if (ended.kind === 'diverged') {
    const { player, round } = ended
    return {
      code: 3,
      sentence: `Training diverged: the objective of ${player} is no number in round ${round}.`,
    }
  }
  if (ended.kind === 'unsaved') return { code: 2, sentence: ended.sentence }
  if (out !== null) {
    const written = await writeResults(out, { document, engine })
    if (!written.ok) return { code: 2, sentence: written.error }
  }
  if (ended.kind === 'interrupted') return { code: 130, sentence: `Interrupted after round ${engine.round}.` }
  const metrics = command.evaluate
    ? await evaluateEngine(engine, { sources, stored, cache: command.cache, say })
    : await measurePoints(program, engine, { seed: program.seed })
  const rounds = engine.round - start
  const msPerRound = (1000 * (engine.seconds - began.seconds)) / rounds
  const processorMsPerRound = (user + system) / 1000 / rounds
  const times = { msPerRound, processorMsPerRound }
  print({ done: true, rounds: engine.round, ...times, backend, metrics: metrics ?? {} })
  return { code: 0 }
}

/** Measures trained weights: everything that `train --evaluate` measures; and draws what was judged. */
export async function evaluateDocument(command: EvaluateCommand, print: Print): Promise<Exit> {
  const { document, data, swap, backend, weights, cache, out } = command
  const whole = { rounds: null, seed: null, report: 1, resume: null, out: null, evaluate: true }
  const prepared = await prepareRun({
    name: 'train',
    document,
    data,
    swap,
    backend,
    cache,
    from: weights,
    ...whole,
  })
  if (!prepared.ok) return { code: 2, sentence: prepared.error }
  const { engine, sources, stored } = prepared.value
  const seen: Seen[] = []
  const onDrawn = (drawn: Seen) => void seen.push(drawn)
  const metrics = await evaluateEngine(engine, { sources, stored, cache, say, onDrawn })
  if (out !== null) {
    for (const [name, bytes] of Object.entries(await drawJudged(engine.program, seen))) {
      const written = await writeWhole(join(out, name), bytes)
      if (!written.ok) return { code: 2, sentence: written.error }
    }
  }
  print({ done: true, metrics })
  return { code: 0 }
}

/** Progress goes to standard error, and only where somebody looks: what runs this reads sentences of failure there. */
function say(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`${text} …\n`)
}

/** Everything up to the first step, or a sentence. What is given is read first, before a backend is looked for. */
async function prepareRun(command: TrainCommand): Promise<Result<Run, string>> {
  const read = await readDocument(command.document)
  if (!read.ok) return fail(problemSentence(command.document, read.error))
  const data = await prepareData(withOptions(read.value, command), command.data, command)
  if (!data.ok) return data
  const { document, sources, stored } = data.value
  const compiled = compileProgram(document)
  if (!compiled.ok) return fail(problemSentence(command.document, compiled.error))
  const program = compiled.value
  const earlier = await readEarlier(command)
  if (!earlier.ok) return earlier
  const ops = loadOps()
  // Silences advice that is meant for developers of tfjs programs: standard error holds our sentence alone.
  ops.env().set('PROD', true)
  const backend = await chooseBackend({ ops, choice: command.backend, provideGpu })
  if (!backend.ok) return fail(backend.error.message)
  const engine = createEngine({ ops, program, sources })
  const loaded = earlier.value === null ? succeed(null) : loadEarlier(engine, command, earlier.value)
  if (!loaded.ok) return loaded
  if (engine.round >= program.rounds) {
    return fail(
      `The run has ${engine.round} rounds already: ask for more with --rounds N, counted from the start.`,
    )
  }
  return succeed({ document, program, engine, backend: backend.value.backend, sources, stored })
}

function withOptions(document: GanvasDocument, { rounds, seed }: TrainCommand): GanvasDocument {
  const { game } = document
  return { ...document, game: { ...game, rounds: rounds ?? game.rounds, seed: seed ?? game.seed } }
}

/** The file of weights or the checkpoint that the run starts from; null where it starts afresh. */
async function readEarlier({ from, resume }: TrainCommand): Promise<Result<ArrayBuffer | null, string>> {
  const bytes =
    from !== null ? await readBytes(from) : resume !== null ? await readCheckpoint(resume) : succeed(null)
  if (!bytes.ok || bytes.value === null) return bytes
  const file = readSafetensors(bytes.value)
  return file.ok ? bytes : fail(`${from ?? resume}: ${file.error}`)
}

function loadEarlier(
  engine: Engine,
  { from, resume }: TrainCommand,
  bytes: ArrayBuffer,
): Result<null, string> {
  const path = from ?? resume
  const loaded = from === null ? engine.restore(bytes) : engine.loadWeights(bytes)
  if (!loaded.ok) return fail(`${path}: ${loaded.error}`)
  const { kept, reinitialised } = loaded.value
  if (kept === 0) return fail(`${path} has none of the document's weights.`)
  if (reinitialised.length > 0) {
    process.stderr.write(`${path} lacks ${reinitialised.join(', ')}: these start afresh.\n`)
  }
  return succeed(null)
}
