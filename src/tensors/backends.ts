// Chooses where tensors live: by a short timed probe and a gradient self-test, never by what a machine claims to have.
import * as wasm from '@tensorflow/tfjs-backend-wasm'
import * as core from '@tensorflow/tfjs-core'
import { fail, succeed, type Result } from '../lib/result'
import type { Ops } from '../kinds/types'
import type { BackendChoice, BackendName, BackendReport } from './types'
import { backendNames } from '../lib/backends'
import type { Failure } from '../lib/failure'
import { softwareAdapter } from './adapters'
import { installOps } from './ops'
import { shareClones } from './wasm/sharing'
import { gradientError, probeGradients, probeSpeed } from './probe'

/**
 * The operations that everything computes with, before any backend is started. The wasm module is loaded here, because
 * repaired kernels can only take the place of stock ones that are there already.
 */
export function loadOps(): Ops {
  // The threaded build hangs for ever in a bundle under COOP/COEP headers.
  core.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  // Only silences advice on the console, such as to install another package.
  core.enableProdMode()
  const ops = installOps(core)
  shareClones(core)
  return ops
}

/** How to come by a backend. */
export interface BackendRequest {
  ops: Ops
  choice: BackendChoice
  /** The wasm binaries: the URL of their folder, or a URL for each file name. Absent in Node, which finds them itself. */
  wasmPath?: string | Record<string, string>
  /** An earlier report of this machine: `auto` then takes the same backend without a probe. */
  remembered?: BackendReport
  /** Backends that `auto` leaves out: they have failed. */
  without?: readonly BackendName[]
  /** Puts `navigator.gpu` in place where the platform has none; for Node. */
  provideGpu?: () => Promise<void>
}

type Candidate = BackendReport['candidates'][number]

const startLimit = 5000
const probeLimit = 3000
/** Half-precision textures stay below this, wrong kernels do not. */
const gradientTolerance = 0.02
const absent = 'not available here'
/** What tfjs throws of a backend whose module found no platform to run on. */
const unregistered = /not found in registry/
const label = (name: BackendName) => backendNames[name].spelt

/**
 * Starts the backend that `choice` pins or, for `auto`, the fastest of those whose gradients are right. Afterwards it is
 * the current backend of `ops`. Fails with a sentence where the pinned one does not start, or none does.
 */
export async function chooseBackend(request: BackendRequest): Promise<Result<BackendReport, Failure>> {
  if (request.choice !== 'auto') return pinBackend(request, request.choice)
  const { remembered, without = [] } = request
  if (remembered === undefined) return probeBackends(request)
  const candidates = remembered.candidates.filter(({ backend }) => !without.includes(backend))
  const known = without.length === 0 ? remembered.backend : fastest(candidates)?.backend
  if (known === undefined || !(await startBackend(request, known)).ok) return probeBackends(request)
  const reason = known === remembered.backend ? remembered.reason : reasonWithout(known, without)
  return succeed({ backend: known, reason, probeMilliseconds: 0, candidates })
}

/** Starts one backend and makes it the current one; a reason in words where it does not start. */
export async function startBackend(
  { ops, wasmPath, provideGpu }: Omit<BackendRequest, 'choice'>,
  name: BackendName,
): Promise<Result<null, string>> {
  try {
    const started = async () => {
      if (name === 'webgpu') await provideGpu?.()
      await loadBackend(name, wasmPath)
      // Our kernels need it; browsers have it since 2021, Safari since 2023.
      if (name === 'wasm' && !(await ops.env().getAsync('WASM_HAS_SIMD_SUPPORT'))) {
        throw new Error('this browser’s WebAssembly has no SIMD instructions')
      }
      return ops.setBackend(name)
    }
    const ok = await within(startLimit, started())
    return ok ? succeed(null) : fail(absent)
  } catch (error) {
    return fail(
      unregistered.test(String(error)) ? absent : error instanceof Error ? error.message : String(error),
    )
  }
}

async function pinBackend(
  request: BackendRequest,
  name: BackendName,
): Promise<Result<BackendReport, Failure>> {
  const began = performance.now()
  const started = await startBackend(request, name)
  if (!started.ok) {
    return fail({
      code: 'backend_unavailable',
      message: `${label(name)} does not start: ${started.error}.`,
      remedy: 'Choose another backend, or Automatic.',
    })
  }
  const probeMilliseconds = performance.now() - began
  const candidates = [{ backend: name, milliseconds: null, gradientError: null, note: 'pinned, not probed' }]
  return succeed({
    backend: name,
    reason: `${label(name)}, because you chose it.`,
    probeMilliseconds,
    candidates,
  })
}

async function probeBackends(request: BackendRequest): Promise<Result<BackendReport, Failure>> {
  const began = performance.now()
  const reference = (await startBackend(request, 'cpu')).ok ? await probeGradients(request.ops) : null
  const candidates: Candidate[] = []
  for (const backend of ['wasm', 'webgpu', 'webgl'] as const) {
    if (request.without?.includes(backend)) continue
    if (backend === 'webgl' && fastest(candidates)?.backend === 'webgpu') continue
    candidates.push(await probeBackend(request, backend, reference))
  }
  // The reference: always right, always slow, worth timing only where nothing else works.
  if (reference !== null && fastest(candidates) === undefined) {
    candidates.push(await probeBackend(request, 'cpu', reference))
  }
  const best = fastest(candidates)
  if (best === undefined || !(await startBackend(request, best.backend)).ok) {
    const notes = candidates.map(({ backend, note }) => `${label(backend)} ${note}`)
    return fail({
      code: 'no_backend',
      message: `Nothing here can train: ${notes.join('; ')}.`,
      remedy: 'Try a current version of Chrome, Edge, Firefox or Safari.',
    })
  }
  const { without = [] } = request
  const reason = without.length > 0 ? reasonWithout(best.backend, without) : reasonFor(best, candidates)
  return succeed({ backend: best.backend, reason, probeMilliseconds: performance.now() - began, candidates })
}

async function probeBackend(
  request: BackendRequest,
  backend: BackendName,
  reference: number[] | null,
): Promise<Candidate> {
  const { ops } = request
  const out = (note: string): Candidate => ({ backend, milliseconds: null, gradientError: null, note })
  if (backend === 'webgpu') await request.provideGpu?.().catch(() => null)
  // What says itself that it is emulated would only waste seconds on compiling; what does not say so is timed.
  const software = await softwareAdapter(backend)
  if (software !== null) return out(`is emulated in software (${software})`)
  const started = await startBackend(request, backend)
  if (!started.ok) return out(`does not start (${started.error})`)
  try {
    const error =
      reference === null ? 0 : gradientError(await within(probeLimit, probeGradients(ops)), reference)
    if (!(error <= gradientTolerance)) {
      return { backend, milliseconds: null, gradientError: error, note: 'computes wrong gradients' }
    }
    const milliseconds = await within(
      probeLimit,
      probeSpeed(ops, () => performance.now()),
    )
    return { backend, milliseconds, gradientError: error, note: `takes ${milliseconds.toFixed(1)} ms` }
  } catch (error) {
    return out(`fails (${error instanceof Error ? error.message : String(error)})`)
  }
}

function reasonWithout(name: BackendName, without: readonly BackendName[]): string {
  return `${label(name)}, because ${without.map((failed) => label(failed)).join(' and ')} failed in this run.`
}

function fastest(candidates: readonly Candidate[]): Candidate | undefined {
  const timed = candidates.filter(({ milliseconds }) => milliseconds !== null)
  return timed.sort((a, b) => (a.milliseconds ?? Infinity) - (b.milliseconds ?? Infinity))[0]
}

function reasonFor(best: Candidate, candidates: readonly Candidate[]): string {
  const others = candidates.filter((candidate) => candidate !== best)
  const rest = others.map(({ backend, note }) => `${label(backend)} ${note}`).join(', ')
  return `${label(best.backend)} is the fastest here: a small training step ${best.note}${rest === '' ? '' : `; ${rest}`}.`
}

/** The wasm module refuses a second path once it has started. */
let wasmPathSet = false

async function loadBackend(name: BackendName, wasmPath: BackendRequest['wasmPath']): Promise<void> {
  if (name === 'cpu') await import('@tensorflow/tfjs-backend-cpu')
  else if (name === 'webgl') await import('@tensorflow/tfjs-backend-webgl')
  else if (name === 'webgpu') await (await import('./webgpu/start')).registerWebgpu()
  else if (wasmPath !== undefined && !wasmPathSet) {
    wasm.setWasmPaths(wasmPath)
    wasmPathSet = true
  }
}

/** The promise's value, or a rejection after so many milliseconds. */
async function within<Value>(milliseconds: number, promise: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
