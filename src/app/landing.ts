// Where a visit without an address leads: to the project that was open last, else to a new one of the first template.
import { fail, type Result } from '../lib/result'
import { listProjects } from '../storage/projects'
import { readSetting, writeSetting } from '../storage/settings'
import { loadGallery, templateThumbnail } from './gallery'
import { createFromTemplate } from './session/createProjects'

const lastProject = 'lastProject'

/** Remembers which project is open, for the next visit. */
export async function rememberProject(id: string): Promise<void> {
  await writeSetting(lastProject, id)
}

async function findOrCreate(): Promise<Result<string, string>> {
  const projects = await listProjects()
  if (!projects.ok) return projects
  const last = await readSetting(lastProject)
  const whole = projects.value.filter((project) => project.broken === null)
  const wanted = whole.find((project) => last.ok && project.id === last.value) ?? whole[0]
  if (wanted) return { ok: true, value: wanted.id }
  const [first] = await loadGallery()
  if (!first) return fail('This Ganvas comes without templates. Open a document from the start page.')
  return createFromTemplate(first.document, await templateThumbnail(first))
}

let landing: Promise<Result<string, string>> | null = null

/** The id of the project to open. Asked twice at once, it makes one project. */
export function land(): Promise<Result<string, string>> {
  landing ??= findOrCreate().finally(() => (landing = null))
  return landing
}
