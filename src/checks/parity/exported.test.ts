// Exported projects as their user meets them: they type-check, read well, start, and survive hostile names.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { format } from 'prettier'
import ts from 'typescript'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { parseDocumentText } from '../../document/parse'
import type { GanvasDocument } from '../../document/types'
import { exportDocument, type ExportedFile } from '../../export/exportDocument'
import { painting } from '../../export/typescript/made/painting'
import { samplers, type Sampler } from '../../export/typescript/samplers'
import { gaussian, randomDraws } from '../../export/typescript/snippets'
import { randomStream } from '../../lib/random'
import { makeSource } from '../../data/makeSource'
import { madeSets } from '../../data/made/registry'
import { everything } from './everything'
import { runScript, writeProject } from './exportedProject'

const folders: string[] = []
const templates = join(import.meta.dirname, '../../../templates')

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

function filesOf(document: GanvasDocument): ExportedFile[] {
  const exported = exportDocument(document, { to: 'typescript' })
  if (!exported.ok) throw new Error(JSON.stringify(exported.error))
  return exported.value.files
}

function codeOf(document: GanvasDocument): string {
  const [file] = filesOf(document)
  if (!file || !('text' in file)) throw new Error('no code')
  return file.text
}

function projectOf(document: GanvasDocument): { folder: string; file: string } {
  const files = filesOf(document)
  const folder = writeProject(files)
  folders.push(folder)
  return { folder, file: files[0]?.name ?? '' }
}

const games: [string, GanvasDocument][] = readdirSync(templates, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json'))
  .map((file) => {
    const parsed = parseDocumentText(readFileSync(join(templates, file), 'utf8'))
    if (!parsed.ok) throw new Error(file)
    return [file, parsed.value]
  })
games.push(['a game with everything', everything])

/** The same game with its first network, its layers and its player under ids as long as ids may be. */
function withLongIds(document: GanvasDocument): GanvasDocument {
  const long = (id: string) => `${id}_${'long_'.repeat(12)}`.slice(0, 60).replace(/_$/, '')
  const ids = ['painter', 'norm', 'held', 'on_held', 'wrong', 'z', 'strokes', 'judge']
  const pattern = new RegExp(`"(${ids.join('|')})(?=["./])`, 'g')
  return JSON.parse(
    JSON.stringify(document).replace(pattern, (_, id: string) => `"${long(id)}`),
  ) as GanvasDocument
}

const hostile = [
  '*/ process.exit(1) /*',
  'a\nprocess.exit(1)',
  'a\u2028process.exit(1)//',
  '`${process.exit(1)}`',
  "'); process.exit(1); ('",
  '"; process.exit(1) //',
  '\\',
  '</script><script>alert(1)</script>',
  '\u202eexit\u202c // @ts-nocheck',
  'ganvas '.repeat(28),
]

/** The document with every free text replaced. */
function withTexts(document: GanvasDocument, text: string): GanvasDocument {
  const title = text.slice(0, 200)
  const changed = structuredClone({ ...document, title, about: text, paper: title })
  const { networks, data, game } = changed
  const titled: Record<string, { title?: string | undefined }>[] = [
    networks,
    data,
    game.values,
    game.players,
    ...Object.values(networks).map(({ layers }) => layers),
  ]
  for (const item of titled.flatMap((record) => Object.values(record))) item.title = title
  return changed
}

function tokensOf(code: string): string[] {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, code)
  const tokens: string[] = []
  while (scanner.scan() !== ts.SyntaxKind.EndOfFileToken) tokens.push(scanner.getTokenText())
  return tokens
}

describe('TypeScript', () => {
  test('passes tsc --strict with its own settings', { timeout: 180_000 }, () => {
    const projects = [
      ...games.map(([, game]) => game),
      withLongIds(everything),
      withTexts(everything, hostile[0] ?? ''),
    ]
    const files = projects.map(projectOf)
    const settings = ts.readConfigFile(join(files[0]?.folder ?? '', 'tsconfig.json'), (path) =>
      ts.sys.readFile(path),
    )
    const { options } = ts.parseJsonConfigFileContent(settings.config, ts.sys, files[0]?.folder ?? '')
    expect(options).toMatchObject({ strict: true, noEmit: true })
    const program = ts.createProgram(
      files.map(({ folder, file }) => join(folder, file)),
      options,
    )
    const found = ts.getPreEmitDiagnostics(program)
    expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([])
  })

  test.each([...games, ['with long ids', withLongIds(everything)] as const])(
    'of %s stands as prettier leaves it',
    async (_, game) => {
      const code = codeOf(game)
      const settings = { parser: 'typescript', semi: false, singleQuote: true, printWidth: 110 }
      expect(await format(code, settings)).toBe(code)
    },
  )

  test('reads like this', async () => {
    await expect(codeOf(everything)).toMatchFileSnapshot('../../export/fixtures/everything.ts.txt')
  })

  test.each(hostile)('keeps %j in comments', (text) => {
    expect(tokensOf(codeOf(withTexts(everything, text)))).toEqual(tokensOf(codeOf(everything)))
  })

  test('refuses data that a file cannot read, and says which', () => {
    const document = structuredClone(everything)
    const section = document.data.strokes
    if (section) section.source = `own/${'0'.repeat(64)}`
    expect(exportDocument(document, { to: 'typescript' }).ok).toBe(true)
    if (section) section.fields.mood = { shape: [3], domain: 'any' }
    const refused = exportDocument(document, { to: 'typescript' })
    expect(refused).toMatchObject({ ok: false, error: [{ where: '/data/strokes/fields/mood' }] })
  })

  test('refuses a document that does not compile, with its problems', () => {
    const document = structuredClone(everything)
    delete document.networks.judge?.layers.score?.in.x
    const refused = exportDocument(document, { to: 'typescript' })
    expect(refused).toMatchObject({ ok: false, error: [{ severity: 'error' }] })
  })
})

/** An IDX file of bytes, gzipped. */
function idx(shape: number[], value: (i: number) => number): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length)
  header.set([0, 0, 8, shape.length])
  shape.forEach((side, axis) => header.writeUInt32BE(side, 4 + 4 * axis))
  const size = shape.reduce((product, side) => product * side, 1)
  return gzipSync(Buffer.concat([header, Uint8Array.from({ length: size }, (_, i) => value(i))]))
}

describe('an exported project, started', () => {
  const { folder, file } = projectOf(everything)

  test(
    'trains on IDX files, prints losses, keeps weights and goes on from them',
    { timeout: 180_000 },
    async () => {
      mkdirSync(join(folder, 'mnist'))
      writeFileSync(
        join(folder, 'mnist/train-images-idx3-ubyte.gz'),
        idx([20, 28, 28], (i) => (i * 7) % 256),
      )
      writeFileSync(
        join(folder, 'mnist/train-labels-idx1-ubyte.gz'),
        idx([20], (i) => i % 10),
      )
      const { stdout } = await runScript(folder, [file, '--rounds', '4', '--report', '2', '--data', 'mnist'])
      const lines = stdout
        .trim()
        .split('\n')
        .filter((line) => line.startsWith('{'))
      const reports = lines.map(
        (line) => JSON.parse(line) as { round: number; losses: Record<string, number> },
      )
      expect(reports.map(({ round }) => round)).toEqual([2, 4])
      for (const { losses } of reports) {
        expect(Object.keys(losses)).toEqual(['judge', 'painter'])
        expect(Object.values(losses).every(Number.isFinite)).toBe(true)
      }
      const trained = readFileSync(join(folder, 'trained.safetensors'))
      writeFileSync(join(folder, 'weights.safetensors'), trained.subarray(0, trained.length - 400))
      await expect(runScript(folder, [file, '--rounds', '1'])).rejects.toThrow()
      writeFileSync(join(folder, 'weights.safetensors'), trained)
      const again = await runScript(folder, [file, '--rounds', '1'])
      expect(again.stdout).toContain('"round":1')
    },
  )

  test('says in a sentence what is wrong with the data', { timeout: 180_000 }, async () => {
    const nowhere = runScript(folder, [file, '--rounds', '1', '--data', 'nowhere'])
    await expect(nowhere).rejects.toMatchObject({
      stderr: expect.stringContaining('There is no folder nowhere.') as string,
    })
    mkdirSync(join(folder, 'empty'))
    const missing = runScript(folder, [file, '--rounds', '1', '--data', 'empty'])
    await expect(missing).rejects.toMatchObject({
      stderr: expect.stringContaining('There is no IDX file with pictures of 28×28×1 in empty.') as string,
    })
    mkdirSync(join(folder, 'short'))
    writeFileSync(join(folder, 'short/idx3-ubyte'), Buffer.from([0, 0, 8, 3, 0, 0, 0, 9]))
    const short = runScript(folder, [file, '--rounds', '1', '--data', 'short'])
    await expect(short).rejects.toMatchObject({ stderr: expect.stringContaining('is no IDX file') as string })
  })
})

describe('JSON', () => {
  test.each(games)('of %s opens again and gives the same bytes', (_, game) => {
    const text = (document: GanvasDocument) => {
      const exported = exportDocument(document, { to: 'json' })
      const [file] = exported.ok ? exported.value.files : []
      return file && 'text' in file ? file.text : ''
    }
    const parsed = parseDocumentText(text(game))
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
    expect(parsed.value).toEqual(game)
    expect(text(parsed.value)).toBe(text(game))
  })
})

describe('made sets in exported files', () => {
  test('are all there', () => expect(Object.keys(samplers).sort()).toEqual(Object.keys(madeSets).sort()))

  const all = Object.entries(samplers)
  const painted = all.filter(([, { call }]) => call?.includes('randomDraws'))

  test.each(painted)('%s makes our samples of our random numbers', async (name, sampler) => {
    const sample = await startSampler(sampler)
    const section = { source: `made/${name}`, seed: 3, count: 10, fields: madeSets[name]?.fields ?? {} }
    const ours = await makeSource(section)
    for (let index = 0; index < section.count; index++) {
      const stream = randomStream(section.seed, index, `data/${section.source}`)
      let used = 0
      const random = vi.spyOn(Math, 'random').mockImplementation(() => stream.uniform(used++))
      const theirs = sample()
      random.mockRestore()
      for (const [field, values] of Object.entries(ours.read([index]))) {
        expect(theirs[field]).toHaveLength(values.length)
        // Ours were bytes in between.
        const far = Math.max(...Array.from(values, (value, k) => Math.abs(value - (theirs[field]?.[k] ?? 9))))
        expect(far).toBeLessThan(0.502 / 127.5)
      }
    }
  })

  test.each(all.filter((entry) => !painted.includes(entry)))(
    '%s has the mean and the spread of ours',
    async (name, sampler) => {
      const sample = await startSampler(sampler)
      const count = 3000
      const section = { source: `made/${name}`, seed: 1, count, fields: madeSets[name]?.fields ?? {} }
      const ours = (await makeSource(section)).read(Array.from({ length: count }, (_, i) => i))
      const stream = randomStream(1, 0, name)
      let used = 0
      const random = vi.spyOn(Math, 'random').mockImplementation(() => stream.uniform(used++))
      const theirs = Array.from({ length: count }, () => sample())
      random.mockRestore()
      for (const [field, shape] of Object.entries(sampler.fields)) {
        const size = shape.reduce((product, side) => product * side, 1)
        const [mine, other] = [
          moments(ours[field] ?? [], size),
          moments(
            theirs.flatMap((made) => Array.from(made[field] ?? [])),
            size,
          ),
        ]
        // Five standard errors of a difference of two means of 3,000.
        mine.forEach(({ mean, deviation }, k) => {
          const allowed = 5 * Math.sqrt(2 / count) * deviation + 0.02
          expect(Math.abs((other[k]?.mean ?? NaN) - mean)).toBeLessThan(allowed)
          // Pixels at the rim are rarely inked, so that their spread is known less well.
          expect(Math.abs((other[k]?.deviation ?? NaN) - deviation)).toBeLessThan(allowed + 0.05)
        })
      }
    },
  )
})

/** What an exported file would call for one sample. */
async function startSampler(sampler: Sampler): Promise<() => Record<string, ArrayLike<number>>> {
  const { source, functionName, call = functionName, prepare } = sampler
  const snippets = [gaussian, randomDraws, ...painting.map(([, text]) => text)]
  const lines = [...snippets, ...(prepare?.({}) ?? []), source, `export const sample = ${call}`]
  const { outputText } = ts.transpileModule(lines.join('\n'), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  })
  const folder = writeProject([{ name: 'sampler.mjs', text: outputText }])
  folders.push(folder)
  const module = (await import(pathToFileURL(join(folder, 'sampler.mjs')).href)) as {
    sample: () => Record<string, ArrayLike<number>>
  }
  return module.sample
}

/** Mean and standard deviation of each of a sample's numbers. */
function moments(values: ArrayLike<number>, size: number): { mean: number; deviation: number }[] {
  const count = values.length / size
  return Array.from({ length: size }, (_, k) => {
    let [sum, squares] = [0, 0]
    for (let i = 0; i < count; i++) {
      const value = values[i * size + k] ?? NaN
      sum += value
      squares += value * value
    }
    const mean = sum / count
    return { mean, deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)) }
  })
}
