// Ways to harm a trainer: to end its worker, to take its GPU away, to make it hang.
import type { Page, Worker } from '@playwright/test'
import type { TrainerWire } from './wire'

/** Does the harm and returns when it was done, by the machine's clock in milliseconds. */
type Harm = (page: Page) => Promise<number>

/** The trainer's worker that is alive now. */
function trainerOf(page: Page): Worker {
  const worker = page.workers().findLast((alive) => alive.url().includes('trainer'))
  if (worker === undefined) throw new Error('No trainer is alive.')
  return worker
}

/** Does `work` in the trainer, which may not live to answer. */
function inTrainer(page: Page, work: () => unknown): Promise<number> {
  const at = Date.now()
  void trainerOf(page)
    .evaluate(work)
    .catch(() => undefined)
  return Promise.resolve(at)
}

/** Does it to the device that computes, at one of its next command encoders: in the middle of a round. */
function toDevice(page: Page, what: 'destroy' | 'refuse' | 'exhaust'): Promise<number> {
  const order = { what, encoders: 1 + Math.floor(Math.random() * 12) }
  return trainerOf(page).evaluate(
    ({ what, encoders }) =>
      new Promise<number>((resolve) => {
        const { prototype } = GPUDevice
        const usual = Object.getOwnPropertyDescriptor(prototype, 'createCommandEncoder')!.value as (
          this: GPUDevice,
          descriptor?: GPUCommandEncoderDescriptor,
        ) => GPUCommandEncoder
        let left = encoders
        prototype.createCommandEncoder = function (this: GPUDevice, descriptor) {
          const encoder = usual.call(this, descriptor)
          if (--left > 0) return encoder
          prototype.createCommandEncoder = usual
          resolve(Date.now())
          if (what === 'destroy') this.destroy()
          // A buffer without a use is refused, and no call is answered with that.
          else if (what === 'refuse') this.createBuffer({ size: 16, usage: 0 })
          else {
            const error = new GPUOutOfMemoryError('There is no more.')
            this.dispatchEvent(new GPUUncapturedErrorEvent('uncapturederror', { error, cancelable: true }))
          }
          return encoder
        }
      }),
    order,
  )
}

/** Ends the process that holds the GPU, so that every device of the browser is lost, as when a driver fails. */
async function crashGpu(page: Page): Promise<number> {
  const session = await page.context().browser()!.newBrowserCDPSession()
  const at = Date.now()
  await session.send('Browser.crashGpuProcess')
  await session.detach()
  return at
}

const terminate: Harm = (page) =>
  page.evaluate(() => (globalThis as unknown as { trainerWire: TrainerWire }).trainerWire.terminate())
const close: Harm = (page) => inTrainer(page, () => self.close())
const crash: Harm = (page) =>
  inTrainer(
    page,
    () =>
      void setTimeout(() => {
        throw new Error('harmed')
      }),
  )
// In a task of its own: a browser does not end a worker in the middle of what its debugger has it do.
const hang: Harm = (page) =>
  inTrainer(
    page,
    () =>
      void setTimeout(() => {
        for (;;);
      }),
  )

/** Harms the trainer of `page`; when. */
export async function harmed(page: Page, harm: Harm): Promise<number> {
  const worker = trainerOf(page)
  // The compiler that runs this file names functions by a helper that the worker does not have.
  await worker.evaluate('globalThis.__name = (named) => named')
  return harm(page)
}

export interface Kind {
  title: string
  backend: 'wasm' | 'webgpu'
  /** What is trained. */
  document: string
  /** Where rounds are slow: samples in a batch. Views then show as few. */
  batch?: number
  /** Taken in turn. */
  harms: Harm[]
  /** What must happen within how many seconds of the harm. */
  must: { event: 'asked' | 'trained'; seconds: number }
}

/**
 * In software, a round has forty shaders that take a tenth of a second and more each to compile, on every new device: there
 * the run must stand at its checkpoint in time and be told to train.
 */
const small = { backend: 'webgpu', document: 'templates/gan_ring.json', batch: 16 } as const
const inTime = { event: 'asked', seconds: 5 } as const

export const kinds: Record<string, Kind> = {
  kills: {
    title: 'Worker killed',
    backend: 'wasm',
    document: 'templates/gan.json',
    must: { event: 'trained', seconds: 5 },
    harms: [terminate, close, crash],
  },
  losses: {
    title: 'Device lost',
    ...small,
    must: inTime,
    harms: [(page) => toDevice(page, 'destroy'), crashGpu],
  },
  errors: {
    title: 'Device error',
    ...small,
    must: inTime,
    harms: [(page) => toDevice(page, 'refuse'), (page) => toDevice(page, 'exhaust')],
  },
  // A worker is given half a minute to answer before it is taken for one that hangs.
  hangs: { title: 'Worker hangs', ...small, must: { event: 'asked', seconds: 40 }, harms: [hang] },
}
