// How a heap of pictures is arranged: classes in sub-folders, two domains, pairs side by side, captions beside them.
import { type CaptionTable, captionOf, captionsFromCsv, captionsFromJsonLines } from './captions'
import { foldersOf, type Member, nameOf, type Skipped, stemOf } from './member'

/** A picture whose header was read. */
export interface FoundPicture {
  member: Member
  width: number
  height: number
}

export interface ArrangedPicture extends FoundPicture {
  /** Number of its class. */
  label?: number
  caption?: string
  /** Which of two domains. */
  domain?: 'a' | 'b'
  /** In a folder that holds test pictures: never trained on. */
  test: boolean
}

export interface PictureForm {
  pictures: ArrangedPicture[]
  /** `pairs`: two pictures side by side in each file. `domains`: two sets without pairs. */
  arrangement: 'plain' | 'classes' | 'pairs' | 'domains' | 'captions'
  /** Names of the classes, in the order of their numbers. */
  classes: string[]
}

interface Text {
  path: string
  text: string
}

const testFolder = /^(test|val|valid|validation)$/i
const trainFolder = /^(train|training)$/i
const domainFolder = /^(train|test|val)?[_-]?([ab])$/i
/** Of a hundred pictures, so many must be twice as wide as high before they count as pairs. */
const pairShare = 0.9

/** Arranges pictures by their folders, proportions and the texts beside them. */
export function arrangePictures(
  found: readonly FoundPicture[],
  texts: readonly Text[],
): { form: PictureForm; skipped: Skipped[] } {
  const depth = commonDepth(found.map(({ member }) => foldersOf(member.path)))
  const folders = found.map(({ member }) => foldersOf(member.path).slice(depth))
  const all = foldersOf(found[0]?.member.path ?? '').slice(0, depth)
  const domains = folders.map((path) =>
    path.map((folder) => domainFolder.exec(folder)).find((match) => match),
  )
  const letters = new Set(domains.map((match) => match?.[2]?.toLowerCase()))
  if (letters.has('a') && letters.has('b')) return arrangeDomains(found, domains)
  const pictures = found.map((picture, i) => ({
    ...picture,
    test: [...all, ...(folders[i] ?? [])].some((folder) => testFolder.test(folder)),
  }))
  // Pictures of a test set alone are meant to be trained on, whatever their folder is called.
  const onlyTest = pictures.every(({ test }) => test)
  const split = onlyTest ? pictures.map((picture) => ({ ...picture, test: false })) : pictures
  const captioned = addCaptions(split, texts)
  const { skipped } = captioned
  if (captioned.pictures) {
    return { form: { pictures: captioned.pictures, arrangement: 'captions', classes: [] }, skipped }
  }
  const wide = found.filter(({ width, height }) => width === 2 * height).length
  if (wide >= pairShare * found.length) return keepPairs(split, skipped)
  const inner = folders.map((path) =>
    path.filter((name) => !testFolder.test(name) && !trainFolder.test(name)).join('/'),
  )
  const classes = [...new Set(inner)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  if (classes.length < 2) return { form: { pictures: split, arrangement: 'plain', classes: [] }, skipped }
  const labelled = split.map((picture, i) => ({ ...picture, label: classes.indexOf(inner[i] ?? '') }))
  return { form: { pictures: labelled, arrangement: 'classes', classes }, skipped }
}

/** How many outermost folders all paths share. */
function commonDepth(paths: readonly string[][]): number {
  const [first = []] = paths
  const differs = first.findIndex((folder, i) => paths.some((path) => path[i] !== folder))
  return differs < 0 ? first.length : differs
}

function arrangeDomains(
  found: readonly FoundPicture[],
  domains: readonly (RegExpExecArray | null | undefined)[],
): { form: PictureForm; skipped: Skipped[] } {
  const skipped: Skipped[] = []
  const pictures = found.flatMap((picture, i): ArrangedPicture[] => {
    const match = domains[i]
    if (!match) {
      skipped.push({ path: picture.member.path, reason: 'stands in neither of the folders A and B' })
      return []
    }
    const test = /^(test|val)$/i.test(match[1] ?? '')
    return [{ ...picture, domain: match[2]?.toLowerCase() === 'a' ? 'a' : 'b', test }]
  })
  return { form: { pictures, arrangement: 'domains', classes: [] }, skipped }
}

function keepPairs(
  pictures: readonly ArrangedPicture[],
  texts: readonly Skipped[],
): { form: PictureForm; skipped: Skipped[] } {
  const pairs = pictures.filter(({ width, height }) => width === 2 * height)
  const odd = pictures
    .filter(({ width, height }) => width !== 2 * height)
    .map(({ member, width, height }) => ({
      path: member.path,
      reason: `has ${width}×${height} pixels and is no pair side by side, which is twice as wide as high`,
    }))
  return { form: { pictures: pairs, arrangement: 'pairs', classes: [] }, skipped: [...texts, ...odd] }
}

function addCaptions(
  pictures: readonly ArrangedPicture[],
  texts: readonly Text[],
): { pictures: ArrangedPicture[] | null; skipped: Skipped[] } {
  const paths = new Set(pictures.flatMap(({ member: { path } }) => [path, nameOf(path), stemOf(path)]))
  const beside = new Map(pictures.map(({ member }) => [withoutEnding(member.path), member.path]))
  const table: CaptionTable = new Map()
  const skipped: Skipped[] = []
  for (const { path, text } of texts) {
    const isFile = (name: string) => paths.has(name)
    const lines = text.trimStart().startsWith('{') ? captionsFromJsonLines(text, isFile) : null
    const read = lines?.table ?? captionsFromCsv(text, isFile)
    for (const { path: line, reason } of lines?.skipped ?? [])
      skipped.push({ path: `${path}, ${line}`, reason })
    // A text of its own beside a picture of the same name; its first line is the caption.
    const own = beside.get(withoutEnding(path))
    const [sentence = ''] = text.trim().split(/\r?\n/)
    if (read) for (const [name, caption] of read) table.set(name, caption)
    else if (own !== undefined && sentence !== '') table.set(own, sentence)
    else skipped.push({ path, reason: 'names no picture that is here' })
  }
  if (table.size === 0) return { pictures: null, skipped }
  const captioned = pictures.flatMap((picture) => {
    const caption = captionOf(table, picture.member.path)
    if (caption !== undefined) return [{ ...picture, caption }]
    skipped.push({ path: picture.member.path, reason: 'has no caption' })
    return []
  })
  return { pictures: captioned, skipped }
}

function withoutEnding(path: string): string {
  return path.slice(0, path.length - nameOf(path).length) + stemOf(path)
}
