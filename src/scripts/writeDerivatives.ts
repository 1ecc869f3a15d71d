// Writes the list of operations that carry derivatives: `npx tsx src/scripts/writeDerivatives.ts`.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { collectDerivatives } from '../checks/contract/derivatives'
import { provideSoftwareGpu } from '../tensors/testing/softwareGpu'
import { loadOps, startBackend } from '../tensors/backends'
import { derivativesText } from './derivativesPage'

const ops = loadOps()
for (const backend of ['cpu', 'wasm', 'webgpu'] as const) {
  const started = await startBackend({ ops, provideGpu: provideSoftwareGpu }, backend)
  if (!started.ok) throw new Error(`no ${backend}`)
}
const file = join(import.meta.dirname, '../tensors/gradients/DERIVATIVES.md')
writeFileSync(file, await derivativesText(await collectDerivatives(ops)))
