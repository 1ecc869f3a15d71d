// No template, kind, view, metric or made set is known by name outside its own file; and that rule can fail.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { forbiddenLiterals, type SourceFile } from './literals'

const read = (path: string): SourceFile => ({ path, text: readFileSync(path, 'utf8') })

/** Paths of the files below a folder whose names match, with forward slashes. */
function list(folder: string, name: RegExp): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => name.test(path))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
}

/** The vocabularies: their ids are the names of the files in these folders. */
const vocabularies: Record<string, { folder: string; instructions?: string[] }> = {
  layer: { folder: 'src/kinds/layers', instructions: ['block'] },
  value: { folder: 'src/kinds/values', instructions: ['call', 'gradient'] },
  optimizer: { folder: 'src/kinds/optimizers' },
  view: { folder: 'src/kinds/views' },
  metric: { folder: 'src/metrics/measures' },
  'made set': { folder: 'src/data/made' },
}

/** What lies beside the entries in their folders. */
const noEntry = new Set(['registry', 'types'])

function idsOf({ folder, instructions = [] }: { folder: string; instructions?: string[] }): string[] {
  const ids = list(folder, /^\w+\.ts$/).map((path) => basename(path, '.ts'))
  return ids.filter((id) => !noEntry.has(id) && !instructions.includes(id))
}

/** Words of other vocabularies that an entry is called by too, by the paths in which they may stand. */
const homonyms: [path: string, words: string[], why: string][] = [
  ['src/', ['average'], 'averaged weights, as opposed to the current ones'],
  ['workers/', ['average'], 'averaged weights, as opposed to the current ones'],
  ['src/kinds/', ['normal', 'uniform'], 'an initializer, and the distribution of a draw'],
  ['src/kinds/', ['mean', 'square'], 'what normalising and optimizers keep'],
  ['src/kinds/tfjs/', ['conv2d'], 'a factory of tf.layers'],
  ['src/kinds/layers/flatten.ts', ['reshape'], 'a factory of tf.layers'],
  ['src/kinds/shared/recurrent.ts', ['sigmoid'], 'an activation of a layer of tf.layers'],
  ['src/kinds/values/', ['add', 'mean'], 'an operation of tf, and a port'],
  ['src/export/typescript/', ['normal'], 'an initializer, and the distribution of a draw'],
  ['src/export/typescript/', ['density'], 'a key of a data section'],
  [
    'src/export/typescript/secondOrder.ts',
    ['reshape', 'relu', 'concat', 'add', 'mean', 'dropout'],
    'factories of tf.layers and operations of tf',
  ],
  ['src/tensors/', ['mean', 'images'], 'inputs of kernels of tfjs'],
  ['src/metrics/', ['mean'], 'a baseline: the mean picture'],
  ['src/metrics/', ['cycle'], 'a part of the plan and its evidence'],
  ['src/data/', ['pairs', 'classes', 'images'], 'forms and names of what people bring'],
  ['src/studio/Import', ['pairs'], 'a form of what people bring'],
  ['src/data/made/', ['square'], 'a shape that is drawn'],
  ['src/compiler/infer/', ['cycle'], 'a problem: wires that lead in a circle'],
  ['src/lib/codes.ts', ['cycle'], 'a problem: wires that lead in a circle'],
  ['src/compiler/using.ts', ['drawn'], 'a control: what one draws by hand'],
  ['workers/trainer/measuring.ts', ['drawn'], 'what was drawn for measuring'],
  ['src/editor/canvas/', ['add'], 'what a popover is for'],
  ['src/editor/inspector/', ['constant'], 'a rate that does not change'],
  ['src/ui/keys.ts', ['shift'], 'a key'],
]

const code = ['src', 'workers']
  .flatMap((folder) => list(folder, /\.tsx?$/))
  .filter((path) => !/\.test\.tsx?$|\/testing\//.test(path))
  // Checks hold entries against something by name, in documents of their own: that is what they are for.
  .filter((path) => !path.startsWith('src/checks/'))
  .map(read)

describe('names', () => {
  test('no template is named in code', () => {
    const templates = list('templates', /^\w+\.json$/).map((path) => basename(path, '.json'))
    expect(templates.length).toBeGreaterThanOrEqual(20)
    expect(forbiddenLiterals(code, templates)).toEqual([])
  })

  test.each(Object.entries(vocabularies))('no %s is named outside its own file', (_, vocabulary) => {
    const ids = idsOf(vocabulary)
    expect(ids.length).toBeGreaterThanOrEqual(3)
    const found = code
      .filter(({ path }) => !path.startsWith(`${vocabulary.folder}/`))
      .flatMap((file) => {
        const allowed = homonyms.flatMap(([path, words]) => (file.path.startsWith(path) ? words : []))
        return forbiddenLiterals([file], ids, allowed)
      })
    expect(found).toEqual([])
  })

  test('no entry names another of its vocabulary', () => {
    const found = Object.values(vocabularies).flatMap((vocabulary) => {
      const ids = idsOf(vocabulary)
      return code
        .filter(({ path }) => path.startsWith(`${vocabulary.folder}/`))
        .flatMap((file) => {
          const allowed = homonyms.flatMap(([path, words]) => (file.path.startsWith(path) ? words : []))
          const own = basename(file.path, '.ts')
          return forbiddenLiterals([file], ids, [...allowed, own])
        })
    })
    expect(found).toEqual([])
  })

  test('a name in code is found', () => {
    const text = "const a = id === 'dcgan'\nconst b = `dcgan`"
    expect(forbiddenLiterals([{ path: 'src/a.ts', text }], ['dcgan'])).toHaveLength(2)
  })
})
