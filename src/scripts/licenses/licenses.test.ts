// The list of licenses in the built site names all that is in the site, found another way: by source maps and by bytes.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dependencyFolders, packageOf, thirdParties } from './packages'

const root = join(import.meta.dirname, '../../..')
const site = mkdtempSync(join(tmpdir(), 'ganvas-licenses-'))
const files = () => readdirSync(site, { recursive: true, encoding: 'utf8' })
const read = (name: string) => readFileSync(join(site, name), 'utf8')

beforeAll(() => {
  const build = ['build', '--outDir', site, '--emptyOutDir', '--sourcemap', '--logLevel', 'error']
  const env = { ...process.env, NODE_ENV: 'production' }
  execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', ...build], {
    cwd: root,
    env,
    stdio: 'inherit',
  })
})
afterAll(() => rmSync(site, { recursive: true }))

/** Name and version as the list shows them, of the package of a folder. */
function shown(folder: string): string {
  const { name, version } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
    name: string
    version: string
  }
  return `${name} ${version}`
}

/** What the page lists: name and version, the license, how long its text is. */
function listed(): { name: string; license: string; length: number }[] {
  const entry = /<summary>(.*?) <span>(.*?)<\/span><\/summary>\n.*\n<pre>([^]*?)<\/pre>/g
  return [...read('licenses.html').matchAll(entry)].map(([, name, which = '', text = '']) => {
    const words = which.split(' · ')
    return { name: `${name} ${words[0]}`, license: words.at(-1) ?? '', length: text.length }
  })
}

test('every package that a script of the site was made from is listed', () => {
  const maps = files().filter((name) => name.endsWith('.js.map'))
  // The page, both workers and the worker that lays out are scripts of their own.
  for (const worker of ['trainer.worker', 'metrics.worker', 'layout.worker'])
    expect(
      maps.some((name) => name.includes(worker)),
      worker,
    ).toBe(true)
  const sources = maps.flatMap((name) => (JSON.parse(read(name)) as { sources: string[] }).sources)
  const folders = new Set(
    sources.flatMap((source) => packageOf(source.replace(/^.*?(?=node_modules\/)/, '')) ?? []),
  )
  expect(folders.size).toBeGreaterThan(40)
  const names = new Set(listed().map(({ name }) => name))
  expect([...folders].map(shown).filter((name) => !names.has(name))).toEqual([])
})

test('every font and binary is that of a listed package', () => {
  const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')
  const owners = new Map<string, string>()
  for (const folder of dependencyFolders('.')) {
    const inside = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    for (const name of inside.filter((one) => /\.(woff2?|wasm)$/.test(one)))
      owners.set(hash(join(root, folder, name)), shown(folder))
  }
  const names = new Set(listed().map(({ name }) => name))
  const binaries = files().filter((name) => /\.(woff2?|wasm)$/.test(name))
  expect(binaries.length).toBeGreaterThan(5)
  for (const name of binaries) expect(names, name).toContain(owners.get(hash(join(site, name))))
})

test('every entry has a license and its whole text', () => {
  for (const { name, license, length } of listed()) {
    expect(license, name).toMatch(/^(MIT|ISC|0BSD|Apache-2\.0|BSD-[23]-Clause|OFL-1\.1|EPL-2\.0)$/)
    expect(length, name).toBeGreaterThan(500)
  }
})

test('what may be bundled in development is known too', () => {
  const may = new Set(thirdParties(dependencyFolders('.')).map(({ name, version }) => `${name} ${version}`))
  const is = listed().filter(({ name }) => / \d/.test(name) && !/^(vite|rolldown) /.test(name))
  expect(is.map(({ name }) => name).filter((name) => !may.has(name))).toEqual([])
})
