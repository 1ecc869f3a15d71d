// Harms the trainer of the built page at random rounds and measures how it goes on: `tsx src/checks/recovery/main.ts [KIND=TIMES]…`.
import { readFile } from 'node:fs/promises'
import type { CDPSession, JSHandle, Page } from '@playwright/test'
import { Ganvas } from '../../../e2e/ganvas'
import type { News } from '../../../workers/trainer.api'
import type { GanvasDocument } from '../../document/types'
import { backendNames } from '../../lib/backends'
import { softwareGpu, withBuiltPage } from '../page/builtPage'
import { harmed, kinds, type Kind } from './harms'
import { recoveryTable, type Row, type Trial } from './table'
import { installTrainerWire, type TrainerWire } from './wire'

const patience = 180_000

interface Bench {
  app: Ganvas
  wire: JSHandle<TrainerWire>
  session: CDPSession
}

const rest = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

/** The trainer's news, once `found` holds of them. */
async function until({ wire }: Bench, found: (news: News) => boolean): Promise<News> {
  for (const end = Date.now() + patience; Date.now() < end; await rest(30)) {
    const news = await wire.evaluate((it) => it.news())
    if (news !== null && found(news)) return news
  }
  throw new Error('The run does not come to where it can be harmed.')
}

/** Trains until a checkpoint is written, and on for up to so many milliseconds; sometimes another is just being written. */
async function trainPastCheckpoint(bench: Bench, milliseconds: number): Promise<void> {
  const trains = ({ state, round, savedRound }: News) => state === 'running' && round > (savedRound ?? 0)
  const { savedRound: before } = await until(bench, trains)
  await bench.wire.evaluate((it) => it.hide())
  await until(bench, ({ savedRound }) => (savedRound ?? 0) > (before ?? 0))
  await rest(Math.random() * milliseconds)
  if (Math.random() > 0.3) return
  await bench.wire.evaluate((it) => it.hide())
  await rest(Math.random() * 40)
}

/** What is not as the page should say it; its sentence is dismissed. */
async function unsaid({ app }: Bench, kind: Kind, from: number): Promise<string[]> {
  const round = from.toLocaleString('en-US')
  const sentence = `goes on from round ${round}, the last checkpoint, on ${backendNames[kind.backend].short}.`
  const banner = app.page.getByRole('status').filter({ hasText: 'the last checkpoint' })
  const said = await banner.textContent({ timeout: 5000 }).catch(() => '')
  await banner
    .getByRole('button', { name: 'Dismiss' })
    .click({ timeout: 5000 })
    .catch(() => undefined)
  const alerts = await app.page.getByRole('alert').allTextContents()
  return [...(said?.includes(sentence) ? [] : [`the page says: ${said}`]), ...alerts]
}

/** One harm, and what came of it. Rejects where the run does not go on. */
async function harmOnce(bench: Bench, kind: Kind, turn: number): Promise<Trial> {
  const { app, wire, session } = bench
  await trainPastCheckpoint(bench, 1500)
  await wire.evaluate((it) => it.expect())
  const before = await wire.evaluate((it) => it.news()?.round ?? 0)
  const at = await harmed(app.page, kind.harms[turn % kind.harms.length]!)
  // Unlike other timers, this one is no reason for the process to wait.
  const late = new Promise((done) => setTimeout(done, patience).unref()).then(async () => {
    const alerts = await app.page.getByRole('alert').allTextContents()
    throw new Error(`The run does not go on. ${alerts.join(' ')}`)
  })
  const { from, times, memory, ...resumed } = await Promise.race([wire.evaluate((it) => it.resumed()), late])
  late.catch(() => undefined)
  // Looking writes a checkpoint, which no run that is mended does.
  const looking = times.looked - times.asked
  const seconds = {
    started: (times.started - at) / 1000,
    asked: (times.asked - at) / 1000,
    trained: (times.trained - at - looking) / 1000,
  }
  const faults = [...resumed.faults, ...(await unsaid(bench, kind, from))]
  const took = seconds[kind.must.event]
  if (took > kind.must.seconds) faults.push(`it took ${took.toFixed(1)} s`)
  const trainers = app.page.workers().filter((worker) => worker.url().includes('trainer')).length
  if (trainers !== 1) faults.push(`${trainers} trainers are alive`)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize: heap } = await session.send('Runtime.getHeapUsage')
  return { lost: Math.max(0, before - from), seconds, faults, memory, heap }
}

/** Processor cores that the page keeps busy; while it is paused, nobody but a trainer that should have ended does. */
async function coresInUse(page: Page): Promise<number> {
  const session = await page.context().browser()!.newBrowserCDPSession()
  const used = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo')
    const pages = processInfo.filter(({ type }) => type === 'renderer')
    return pages.reduce((seconds, { cpuTime }) => seconds + cpuTime, 0)
  }
  const [before, began] = [await used(), Date.now()]
  await rest(3000)
  const cores = ((await used()) - before) / ((Date.now() - began) / 1000)
  await session.detach()
  return cores
}

/** The document of a kind: without an end, and where rounds are slow, small. */
async function read({ document: path, batch }: Kind): Promise<GanvasDocument> {
  const document = JSON.parse(await readFile(path, 'utf8')) as GanvasDocument
  document.game.rounds = 1_000_000
  if (batch === undefined) return document
  document.game.batch = batch
  for (const view of Object.values(document.game.views)) {
    view.count = batch
    delete view.score
  }
  return document
}

/** What came of so many harms, as far as the run went on. */
async function measure(page: Page, kind: Kind, times: number): Promise<Omit<Row, 'kind' | 'times'>> {
  await page.addInitScript('globalThis.__name = (named) => named')
  await page.addInitScript(installTrainerWire)
  const app = new Ganvas(page)
  await app.visit('#/')
  await app.dropFiles([{ name: 'measured.json', bytes: Buffer.from(JSON.stringify(await read(kind))) }])
  await app.expectReady()
  await app.pin(backendNames[kind.backend].short)
  const wire = await page.evaluateHandle(
    () => (globalThis as unknown as { trainerWire: TrainerWire }).trainerWire,
  )
  const bench = { app, wire, session: await page.context().newCDPSession(page) }
  const began = Date.now()
  await app.train()
  await wire.evaluate((it) => it.trained())
  const first = (Date.now() - began) / 1000
  const trials: Trial[] = []
  for (let turn = 0; turn < times; turn++) {
    const trial = await harmOnce(bench, kind, turn).catch((error: unknown) => console.error(error))
    if (!trial) break
    trials.push(trial)
    console.error(JSON.stringify({ harm: kind.title, turn: turn + 1, ...trial }))
  }
  // A run that does not go on cannot be paused.
  if (trials.length < times) return { first, trials, idle: NaN }
  await app.pause()
  await rest(3000)
  return { first, trials, idle: await coresInUse(page) }
}

const words = process.argv.slice(2)
const wanted = (words.length > 0 ? words : ['kills', 'losses', 'errors']).map((word) => word.split('='))

void withBuiltPage(
  async (browser, address) => {
    const rows = []
    for (const [name = '', count = '50'] of wanted) {
      const kind = kinds[name]
      if (kind === undefined) throw new Error(`${name} is none of ${Object.keys(kinds).join(', ')}.`)
      const page = await browser.newPage({ baseURL: address, viewport: { width: 1440, height: 900 } })
      rows.push({ kind, times: Number(count), ...(await measure(page, kind, Number(count))) })
      await page.close()
    }
    console.log(recoveryTable(rows))
    const good = rows.every(({ times, trials }) => {
      return trials.filter(({ faults }) => faults.length === 0).length === times
    })
    if (!good) process.exitCode = 1
  },
  [...softwareGpu, '--disable-gpu-process-crash-limit', '--disable-domain-blocking-for-3d-apis'],
)
