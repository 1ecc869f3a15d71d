// What this machine remembers of its backends: the pinned one, and the probe's report, so that the probe runs once.
import { backendChoices } from '../lib/backends'
import type { BackendChoice, BackendReport } from '../tensors/types'
import { readSetting, writeSetting } from '../storage/settings'

/** Counts up when the probe or the kernels change so much that old reports say nothing. */
const probeVersion = 1
const adapterTimeout = 1_000

export interface BackendMemory {
  recall: () => Promise<{ choice: BackendChoice; report: BackendReport | null }>
  pin: (choice: BackendChoice) => Promise<void>
  remember: (report: BackendReport) => Promise<void>
}

/** The memory in IndexedDB. A storage that refuses forgets, which costs a probe and no more. */
export function storedBackendMemory(): BackendMemory {
  let key: Promise<string> | undefined
  const reportKey = () => (key ??= machineKey())
  return {
    async recall() {
      const pinned = await readSetting('backend')
      const choice = backendChoices.find((name) => pinned.ok && name === pinned.value) ?? 'auto'
      // A pinned backend needs no report, and asking for the adapter takes time.
      if (choice !== 'auto') return { choice, report: null }
      const report = await readSetting(await reportKey())
      return { choice, report: report.ok ? asReport(report.value) : null }
    },
    async pin(choice) {
      await writeSetting('backend', choice)
    },
    async remember(report) {
      await writeSetting(await reportKey(), report)
    },
  }
}

/** A report holds for one browser on one graphics adapter. */
async function machineKey(): Promise<string> {
  return `probe ${probeVersion} | ${navigator.userAgent} | ${await adapterName()}`
}

async function adapterName(): Promise<string> {
  interface Adapter {
    info?: Partial<Record<'vendor' | 'architecture' | 'device' | 'description', string>>
  }
  const { gpu } = navigator as unknown as { gpu?: { requestAdapter(): Promise<Adapter | null> } }
  if (!gpu) return 'none'
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), adapterTimeout))
  const adapter = await Promise.race([gpu.requestAdapter(), late]).catch(() => null)
  const { vendor, architecture, device, description } = adapter?.info ?? {}
  return adapter ? [vendor, architecture, device, description].join(' ') : 'none'
}

function asReport(stored: unknown): BackendReport | null {
  const report = stored as Partial<BackendReport> | null | undefined
  const whole = typeof report?.backend === 'string' && typeof report.reason === 'string'
  return whole && Array.isArray(report.candidates) ? (report as BackendReport) : null
}
