// The templates that come with Ganvas, in the order that they ask for.
import { parseDocument } from '../document/parse'
import type { GanvasDocument } from '../document/types'

const documents = import.meta.glob<unknown>(['../../templates/*.json', '../../templates/papers/*.json'], {
  import: 'default',
})
const pictures = import.meta.glob<string>('../../templates/*.png', {
  eager: true,
  query: '?url',
  import: 'default',
})

export interface Template {
  /** The file's name without its ending. */
  id: string
  document: GanvasDocument
  /** The first sentence of what the document says about itself. */
  sentence: string
  /** Address of a picture of trained samples. */
  picture: string | null
}

/** The first sentence of a guide: what a card has room for. */
export function firstSentence(about: string): string {
  const text = about.replace(/[*_`#]/g, '').trim()
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0].replace(/\s+/g, ' ') ?? text
}

/** Reads one template; null where the file is no document, so that one bad file never hides the others. */
async function loadTemplate(path: string, load: () => Promise<unknown>): Promise<Template | null> {
  const parsed = parseDocument(await load())
  if (!parsed.ok) {
    console.error(path, parsed.error)
    return null
  }
  return {
    id: path.slice(path.lastIndexOf('/') + 1, -'.json'.length),
    document: parsed.value,
    sentence: firstSentence(parsed.value.about),
    picture: pictures[path.replace(/json$/, 'png')] ?? null,
  }
}

let loaded: Promise<Template[]> | null = null

/** All templates by `order`, then by title. Loaded once. */
export function loadGallery(): Promise<Template[]> {
  loaded ??= Promise.all(Object.entries(documents).map(([path, load]) => loadTemplate(path, load))).then(
    (templates) => templates.filter((template) => template !== null).sort(byOrder),
  )
  return loaded
}

function byOrder(a: Template, b: Template): number {
  const difference = (a.document.order ?? Infinity) - (b.document.order ?? Infinity)
  return difference || a.document.title.localeCompare(b.document.title)
}

/** The template's picture as the first thumbnail of a project that is made of it. */
export async function templateThumbnail(template: Template): Promise<{ thumbnail?: Blob }> {
  if (template.picture === null) return {}
  const response = await fetch(template.picture)
  return response.ok ? { thumbnail: await response.blob() } : {}
}
