// Files that come in, by picker or by drop: documents open as new projects, weights and data go into the open one.
import type { Stores } from '../state/context'
import { notify, dismiss } from './notify'
import { goToProject } from './route'
import { openFile } from './session/createProjects'

export interface FileTaker {
  /** Takes files by their kind: JSON opens, safetensors loads weights, anything else is data. */
  take: (files: File[]) => void
  importData: (files: File[]) => void
}

/** Opens a JSON file as a new project. A bad one is refused with reason and path; whatever is open stays untouched. */
export async function openDocumentFile(file: File): Promise<void> {
  dismiss('opening')
  const created = await openFile(await file.text())
  if (created.ok) return goToProject(created.value)
  const { message, where } = created.error
  const text = `${file.name} was not opened. ${message}${where ? ` (at ${where})` : ''}`
  notify({ level: 'error', text, about: 'opening' })
}

export type FileKind = 'document' | 'weights' | 'data'

/** What a file is, by its name. */
export function kindOfFile(name: string): FileKind {
  if (/\.json$/i.test(name)) return 'document'
  return /\.safetensors$/i.test(name) ? 'weights' : 'data'
}

/** Takes files into the open project. `importData` is what the Data tab does with data. */
export function createFileTaker(stores: Stores, importData: (files: File[]) => void): FileTaker {
  const loadWeights = async (file: File) => stores.run.getState().loadWeights(await file.arrayBuffer())
  return {
    importData,
    take: (files) => {
      // Among many files, JSON goes with the data: captions of pictures, say.
      if (files.length > 2) return importData(files)
      const of = (kind: FileKind) => files.filter((file) => kindOfFile(file.name) === kind)
      const [document] = of('document')
      if (document) return void openDocumentFile(document)
      const [weights] = of('weights')
      if (weights) void loadWeights(weights)
      if (of('data').length > 0) importData(of('data'))
    },
  }
}
