// Exported projects as their user meets them: they type-check, read well, start, and survive hostile names.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { format } from 'prettier'
import ts from 'typescript'
import { afterAll, describe, expect, test } from 'vitest'
import { parseDocumentText } from '../../document/parse'
import type { GanvasDocument } from '../../document/types'
import { exportDocument, type ExportedFile } from '../../export/exportDocument'
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
