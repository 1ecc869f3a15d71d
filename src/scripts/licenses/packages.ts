// Which packages a module or an asset of the site comes from, and what is to be said of each.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { chosen, parts, wordings, type Wording } from './unnamed.ts'

/** One entry of the list: a package, or a part that was compiled into one. */
export interface ThirdParty {
  name: string
  /** Unknown of parts. */
  version?: string
  /** The package that a part is in. */
  within?: string
  license: string
  /** Where its source code is. */
  source: string
  text: string
}

interface PackageJson {
  name: string
  version: string
  license?: string
  homepage?: string
  repository?: string | { url: string }
  dependencies?: Record<string, string>
}

/** The folder of the package that holds a file; null for files of ours. Takes ids of bundled modules as they are. */
export function packageOf(file: string): string | null {
  const path = file.replaceAll('\\', '/').replace(/[?#].*$/, '')
  // What the bundler itself adds: `\0vite/preload-helper.js`, `\0rolldown/runtime.js`.
  const virtual = /^\0(vite|rolldown)\//.exec(path)?.[1]
  if (virtual !== undefined) return `node_modules/${virtual}`
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0] ?? null
}

/** The packages that `dependencies` ask for, and those that these ask for: what may be bundled. */
export function dependencyFolders(root: string): string[] {
  const found = new Set<string>()
  const follow = (folder: string) => {
    for (const name of Object.keys(readJson(folder).dependencies ?? {})) {
      const next = resolved(name, folder)
      if (next === null || found.has(next)) continue
      found.add(next)
      follow(next)
    }
  }
  follow(root)
  // Packages of types hold nothing that runs.
  return [...found].filter((folder) => !folder.includes('/@types/'))
}

/** The list for these packages and the parts in them, by name. Throws where a license or its text is not known. */
export function thirdParties(folders: Iterable<string>): ThirdParty[] {
  const entries = new Map([...folders].flatMap(entriesOf).map((entry) => [keyOf(entry), entry]))
  return [...entries.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

function keyOf({ name, version = '', within = '' }: ThirdParty): string {
  return `${name.replace('@', '').toLowerCase()} ${version} ${within}`
}

function entriesOf(folder: string): ThirdParty[] {
  const { name, version, license, homepage, repository } = readJson(folder)
  const url = (typeof repository === 'string' ? repository : repository?.url) ?? homepage
  if (license === undefined) throw new Error(`${name} does not say its license`)
  if (url === undefined) throw new Error(`${name} does not say where its source code is`)
  return [
    {
      name,
      version,
      license: chosen[name] ?? license,
      source: sourceAddress(url),
      text: licenseText(folder, name),
    },
    ...(parts[name] ?? []).map((part) => ({
      name: part.name,
      within: name,
      license: part.license,
      source: part.source,
      text: worded(part),
    })),
  ]
}

function licenseText(folder: string, name: string): string {
  const file = readdirSync(folder).find((entry) => /^(licen[sc]e|copying)/i.test(entry))
  if (file === undefined) {
    const wording = wordings[name]
    if (!wording)
      throw new Error(`${name} has no license file: src/scripts/licenses/unnamed.ts must say its words`)
    return worded(wording)
  }
  const text = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n')
  // The bundler's own file goes on with all that runs on a builder's machine alone.
  return (text.split('\n# Licenses of bundled dependencies')[0] ?? text).trim()
}

function worded({ copyright, text }: Wording): string {
  return `${copyright}\n\n${readFileSync(join(import.meta.dirname, 'texts', `${text}.txt`), 'utf8').trimEnd()}`
}

/** `git+ssh://git@github.com/a/b.git`, `github:a/b` and `a/b` as an address that a browser opens. */
function sourceAddress(repository: string): string {
  if (/^[\w.-]+\/[\w.-]+$/.test(repository)) return `https://github.com/${repository}`
  return repository
    .replace(/^git\+/, '')
    .replace(/^github:/, 'https://github.com/')
    .replace(/^(?:ssh:\/\/)?git@([^/:]+)[/:]/, 'https://$1/')
    .replace(/^(?:git|http):/, 'https:')
    .replace(/\.git$/, '')
}

/** As Node looks packages up: in the folder's own node_modules, then in those above. */
function resolved(name: string, from: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const here = join(folder, 'node_modules', name)
    if (existsSync(join(here, 'package.json'))) return here
    if (folder === dirname(folder)) return null
  }
}

function readJson(folder: string): PackageJson {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageJson
}
