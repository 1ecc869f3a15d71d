// What is written about the code is true of it: files that a README names are there, links lead somewhere, rooms have one.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const list = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
    (path) => `${folder}/${path.replaceAll('\\', '/')}`,
  )
const files = ['src', 'workers', 'templates', 'e2e'].flatMap(list)
const papers = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].filter((name) => existsSync(join(root, name))),
  ...files.filter((path) => path.endsWith('README.md')),
]
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** Names of files in code spans: `made/ring.ts`; patterns (`*.test.ts`, `make….ts`) and examples (`my_layer.ts`) are none. */
function namedFiles(text: string): string[] {
  const spans = [...text.replace(/```[^]*?```/g, '').matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span)
  return spans.filter(
    (span) =>
      /^(?!.*\bmy_)[\w@./-]+\.(tsx?|cjs|css|py|wgsl|json|md)$/.test(span) && !/^\w+\.json$/.test(span),
  )
}

/** Whether a file is meant by a name: from the README's folder, from the root, or as the end of one path below the README. */
function exists(name: string, paper: string): boolean {
  const folder = dirname(paper)
  const places = [normalize(join(folder, name)), name, `src/${name}`]
  if (places.some((path) => existsSync(join(root, path)))) return true
  const below = files.filter((path) => folder === '.' || path.startsWith(`${folder}/`))
  return below.some((path) => path.endsWith(`/${name}`))
}

test.each(papers)('%s names files that are there', (paper) => {
  expect(namedFiles(read(paper)).filter((name) => !exists(name, paper))).toEqual([])
})

test.each(papers)('the links of %s lead somewhere', (paper) => {
  const links = [...read(paper).matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([\w-]+))?\)/g)]
  const broken = links.filter(([, path = '', anchor]) => {
    const target = path === '' ? paper : normalize(join(dirname(paper), path))
    if (!existsSync(join(root, target))) return true
    return anchor !== undefined && target.endsWith('.md') && !anchorsOf(read(target)).has(anchor)
  })
  expect(broken.map(([link]) => link)).toEqual([])
})

function anchorsOf(text: string): Set<string> {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading)
  const anchor = (heading: string) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-')
  return new Set(headings.map(anchor))
}
