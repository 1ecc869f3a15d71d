// Ways to take an open project away: JSON, TypeScript, weights, samples. The exporters load when they are asked for.
import type { Problem } from '../document/types'
import type { Result } from '../lib/result'
import type { Stores } from '../state/context'
import { downloadFile, fileName } from '../studio/download'
import { saveViewPng } from '../studio/savePng'
import { notify, dismiss } from './notify'

/** Each saves a file, or says why not. */
export interface Taking {
  json: () => void
  typescript: () => void
  weights: () => void
  samples: () => void
}

interface ExportedFile {
  name: string
  content: string | Uint8Array | ArrayBuffer
}

function refuse(error: Problem[] | string): void {
  const sentence = typeof error === 'string' ? error : (error[0]?.message ?? 'The document has problems.')
  notify({ level: 'error', text: `Not exported. ${sentence}`, about: 'exporting' })
}

async function filesOf(
  stores: Stores,
  options: { to: 'json' | 'typescript'; weights?: ArrayBuffer },
): Promise<Result<ExportedFile[], Problem[] | string>> {
  dismiss('exporting')
  const { exportDocument } = await import('../export/exportDocument')
  const exported = exportDocument(stores.document.getState().document, options)
  if (!exported.ok) return exported
  const files = exported.value.files.map((file) => ({
    name: file.name,
    content: 'text' in file ? file.text : file.bytes,
  }))
  return { ok: true, value: files }
}

async function saveJson(stores: Stores): Promise<void> {
  const files = await filesOf(stores, { to: 'json' })
  if (!files.ok) return refuse(files.error)
  const [file] = files.value
  if (file) downloadFile({ name: file.name, content: [asPart(file.content)], type: 'application/json' })
}

/** Several files go into one ZIP; trained weights go along, so that the exported program starts from them. */
async function saveTypescript(stores: Stores): Promise<void> {
  const run = stores.run.getState()
  const weights = run.round > 0 ? await run.saveWeights('current') : null
  const files = await filesOf(stores, { to: 'typescript', ...(weights && { weights }) })
  if (!files.ok) return refuse(files.error)
  const { zipSync, strToU8 } = await import('fflate')
  const bytes = (content: ExportedFile['content']) =>
    typeof content === 'string' ? strToU8(content) : new Uint8Array(content)
  const zipped = zipSync(Object.fromEntries(files.value.map(({ name, content }) => [name, bytes(content)])))
  const name = `${fileName(stores.document.getState().document.title)}.zip`
  downloadFile({ name, content: [asPart(zipped)], type: 'application/zip' })
}

function asPart(content: ExportedFile['content']): BlobPart {
  return content as BlobPart
}

async function saveWeights(stores: Stores): Promise<void> {
  const { document } = stores.document.getState()
  const averaged = Object.values(document.game.players).some((player) => player.average > 0)
  const bytes = await stores.run.getState().saveWeights(averaged ? 'average' : 'current')
  const name = `${fileName(document.title)}-round-${stores.run.getState().round}.safetensors`
  if (bytes) downloadFile({ name, content: [bytes], type: 'application/octet-stream' })
}

function saveSamples(stores: Stores): void {
  const { document } = stores.document.getState()
  const run = stores.run.getState()
  const views = Object.keys(document.game.views).filter((view) => run.frames[view] !== undefined)
  if (views.length === 0) notify({ text: 'There are no samples yet. Train first.' })
  for (const view of views) saveViewPng({ run, view, round: null, title: document.title })
}

export function createTaking(stores: Stores): Taking {
  return {
    json: () => void saveJson(stores),
    typescript: () => void saveTypescript(stores),
    weights: () => void saveWeights(stores),
    samples: () => saveSamples(stores),
  }
}
