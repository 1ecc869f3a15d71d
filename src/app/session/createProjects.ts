// Ways to a new project: from a template, from a file.
import { parseDocumentText } from '../../document/parse'
import type { GanvasDocument } from '../../document/types'
import { fail, type Result } from '../../lib/result'
import { createProject, type ProjectFailure } from '../../storage/projects'

/** Stores a copy of a template as a new project and returns its id. */
export async function createFromTemplate(
  template: GanvasDocument,
  options: { title?: string; thumbnail?: Blob } = {},
): Promise<Result<string, string>> {
  const { title = template.title, thumbnail } = options
  const document = { ...template, title }
  return createProject(thumbnail ? { document, thumbnail } : { document })
}

/** Makes a new project of a JSON file's text and returns its id; refuses with reason and JSON pointer. Touches nothing else. */
export async function openFile(text: string): Promise<Result<string, ProjectFailure>> {
  const parsed = parseDocumentText(text)
  if (!parsed.ok) {
    const [problem] = parsed.error
    return fail({ message: problem?.message ?? 'The file cannot be read.', where: problem?.where ?? '' })
  }
  const created = await createProject({ document: parsed.value })
  return created.ok ? created : fail({ message: created.error, where: '' })
}
