// Holds the house's rules over the whole source, and shows that each of them can fail.
import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { forbiddenImports, forbiddenLiterals, type SourceFile } from './rules'

const read = (path: string): SourceFile => ({ path, text: readFileSync(path, 'utf8') })
const under = (files: SourceFile[], ...folders: string[]) =>
  files.filter((file) => folders.some((folder) => file.path.startsWith(`${folder}/`)))

/** Paths of the files below a folder whose names match, with forward slashes. */
function list(folder: string, name: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => name.test(path))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
}

const idsIn = (folder: string, name: RegExp) =>
  list(folder, name).map((path) => basename(path).replace(/\.\w+$/, ''))

const files = ['src', 'workers']
  .flatMap((folder) => list(folder, /\.tsx?$/))
  .filter((path) => !/\.test\.tsx?$/.test(path) && !path.includes('/fixtures/'))
  .map(read)

describe('imports', () => {
  test('follow the table of rooms', () => {
    expect(files.length).toBeGreaterThan(20)
    expect(forbiddenImports(files)).toEqual([])
  })

  test.each([
    ['src/lib/a.ts', "import { z } from 'zod'"],
    ['src/kinds/layers/a.ts', "import * as tf from '@tensorflow/tfjs-core'"],
    ['src/document/a.ts', "import type { Kind } from '../../kinds/types'"],
    ['src/app/a.tsx', "import { createEngine } from '../../engine/engine'"],
    ['src/editor/a.tsx', "import { ReactFlow } from 'reactflow'"],
    ['workers/engine/a.ts', "export { parseDocument } from '../../document/parse'"],
    ['src/compiler/a.ts', "const tf = import('@tensorflow/tfjs-core')"],
    ['src/elsewhere/a.ts', ''],
  ])('%s with %s is refused', (path, text) => {
    expect(forbiddenImports([{ path, text }])).toHaveLength(1)
  })

  test('types may come from where the table says so', () => {
    const text = "import type * as tf from '@tensorflow/tfjs-core'"
    expect(forbiddenImports([{ path: 'src/kinds/layers/a.ts', text }])).toEqual([])
  })
})

/** Words of other vocabularies that some kind is called by too. */
const homonyms: Record<string, string[]> = {
  // The initializer `normal` and the function of that name in an exported file.
  'src/export/typescript/file.ts': ['normal'],
  'src/export/typescript/networks.ts': ['normal'],
  // The distribution of a draw.
  'src/export/typescript/draws.ts': ['normal'],
  // Factories of tf.layers and operations of tf, which some kinds are called after.
  'src/export/typescript/secondOrder.ts': ['reshape', 'relu', 'concat', 'add', 'mean', 'dropout'],
  // Averaged weights, as opposed to the current ones.
  'src/engine/checkpoint.ts': ['average'],
  'src/engine/engine.ts': ['average'],
  'src/engine/samples.ts': ['average'],
  'src/engine/views.ts': ['average'],
  // An input of the kernel FusedBatchNorm.
  'src/tensors/gradients/table.ts': ['mean'],
}

describe('names', () => {
  const templates = idsIn('templates', /\.json$/)
  const kinds = ['layers', 'values', 'optimizers'].flatMap((folder) =>
    idsIn(`src/kinds/${folder}`, /^\w+\.ts$/),
  )
  const code = under(files, 'src', 'workers')
  const generic = under(files, 'src/compiler', 'workers/engine', 'src/export')

  test('no template is named in code', () => {
    expect(templates.length).toBeGreaterThanOrEqual(4)
    expect(forbiddenLiterals(code, templates)).toEqual([])
  })

  test('no kind is named in compiler, engine or export', () => {
    expect(kinds.length).toBeGreaterThanOrEqual(20)
    const instructions = ['call', 'gradient', 'block']
    const found = generic.flatMap((file) =>
      forbiddenLiterals([file], kinds, [...instructions, ...(homonyms[file.path] ?? [])]),
    )
    expect(found).toEqual([])
  })

  test('a name in code is found', () => {
    const text = "const a = id === 'dcgan'\nconst b = `dcgan`"
    expect(forbiddenLiterals([{ path: 'src/a.ts', text }], ['dcgan'])).toHaveLength(2)
  })
})
