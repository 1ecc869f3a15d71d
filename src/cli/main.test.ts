// Starts the command line as people do and reads what it prints, writes and exits with.
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseDocumentText } from '../document/parse'
import type { GanvasDocument } from '../document/types'
import { readSafetensors } from '../lib/safetensors'

const ringPath = 'templates/gan_ring.json'
const digitsPath = 'templates/gan.json'
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ganvas-cli-'))
})
afterAll(() => rm(folder, { recursive: true }))

interface Ended {
  code: number | null
  lines: Record<string, unknown>[]
  errors: string
}

function ganvas(...parts: string[]): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...parts])
  let [output, errors] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const lines = output.split('\n').filter((line) => line !== '')
      resolve({ code, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>), errors })
    })
  })
}

/** A changed copy of a template, as a file. */
async function variant(
  name: string,
  path: string,
  change: (document: GanvasDocument) => void,
): Promise<string> {
  const parsed = parseDocumentText(await readFile(path, 'utf8'))
  if (!parsed.ok) throw new Error(parsed.error[0]?.message)
  change(parsed.value)
  const file = join(folder, name)
  await writeFile(file, JSON.stringify(parsed.value))
  return file
}

async function weightsOf(run: string) {
  const { buffer, byteOffset, byteLength } = await readFile(join(folder, run, 'weights.safetensors'))
  const read = readSafetensors(buffer.slice(byteOffset, byteOffset + byteLength))
  if (!read.ok) throw new Error(read.error)
  return read.value.tensors
}

describe('ganvas train', () => {
  it('trains, reports, measures and leaves its results', async () => {
    const out = join(folder, 'straight')
    const run = await ganvas(
      'train',
      ringPath,
      '--rounds',
      '20',
      '--report',
      '8',
      '--seed',
      '3',
      '--backend',
      'wasm',
      '--out',
      out,
    )
    expect(run.errors).toBe('')
    expect(run.code).toBe(0)
    expect(run.lines.map(({ round }) => round)).toEqual([8, 16, 20, undefined])
    for (const { losses, seconds } of run.lines.slice(0, 3)) {
      expect(Object.keys(losses as object).sort()).toEqual(['discriminator', 'generator'])
      expect(seconds).toBeGreaterThan(0)
    }
    expect(run.lines.at(-1)).toMatchObject({ done: true, rounds: 20, backend: 'wasm' })
    expect(run.lines.at(-1)?.msPerRound).toBeGreaterThan(0)
    expect(run.lines.at(-1)?.processorMsPerRound).toBeGreaterThan(0)
    const { metrics } = run.lines.at(-1) ?? {}
    const keys = ['highQualityShare', 'js', 'jsFloor', 'modesCovered', 'modesStrong']
    expect(Object.keys(metrics as object).sort()).toEqual(keys)
    const document = parseDocumentText(await readFile(join(out, 'document.json'), 'utf8'))
    expect(document.ok && document.value.game).toMatchObject({ rounds: 20, seed: 3 })
    const { width, height, format } = await sharp(join(out, 'samples.png')).metadata()
    expect([format, width, height]).toEqual(['png', 512, 512])
    const weights = await weightsOf('straight')
    expect(weights['generator/dense_1/kernel']?.shape).toEqual([2, 128])
    expect(Object.values(weights).every(({ values }) => values.every(Number.isFinite))).toBe(true)
  })

  it('goes on from a checkpoint as if it had never stopped, to the last bit', async () => {
    const halves = join(folder, 'halves')
    const common = ['--seed', '3', '--backend', 'wasm', '--out', halves]
    const first = await ganvas('train', ringPath, '--rounds', '9', ...common)
    const second = await ganvas('train', ringPath, '--rounds', '20', '--resume', halves, ...common)
    expect([first.code, second.code, second.errors]).toEqual([0, 0, ''])
    expect(await weightsOf('halves')).toEqual(await weightsOf('straight'))
    const third = await ganvas('train', ringPath, '--rounds', '20', '--resume', halves, '--backend', 'wasm')
    expect(third).toMatchObject({ code: 2, lines: [] })
    expect(third.errors).toContain('has 20 rounds already')
  })

  it('starts from given weights', async () => {
    const weights = join(folder, 'straight', 'weights.safetensors')
    const still = await variant('still.json', ringPath, ({ game }) => {
      for (const player of Object.values(game.players)) player.optimizer.params.rate = 1e-12
    })
    const out = join(folder, 'from')
    const run = await ganvas(
      'train',
      still,
      '--rounds',
      '1',
      '--from',
      weights,
      '--backend',
      'wasm',
      '--out',
      out,
    )
    expect(run).toMatchObject({ code: 0, errors: '' })
    const [before, after] = [await weightsOf('straight'), await weightsOf('from')]
    for (const [path, { values }] of Object.entries(before)) {
      expect(after[path]?.values.every((value, k) => Math.abs(value - (values[k] ?? NaN)) < 1e-6)).toBe(true)
    }
  })

  it('trains on files that stand for a data value', async () => {
    const count = 80
    const pictures = Uint8Array.from({ length: 16 + count * 784 }, (_, k) => k % 251)
    pictures.set([0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 28, 0, 0, 0, 28])
    await writeFile(join(folder, 'pictures.gz'), gzipSync(pictures))
    const out = join(folder, 'files')
    const data = `real=${join(folder, 'pictures.gz')}`
    const run = await ganvas(
      'train',
      digitsPath,
      '--rounds',
      '2',
      '--backend',
      'wasm',
      '--data',
      data,
      '--out',
      out,
    )
    expect(run).toMatchObject({ code: 0, errors: '' })
    expect(run.lines.at(-1)).toMatchObject({ done: true, metrics: {} })
    const document = parseDocumentText(await readFile(join(out, 'document.json'), 'utf8'))
    const sections = document.ok ? Object.values(document.value.data) : []
    expect(sections).toMatchObject([{ count, fields: { image: { shape: [28, 28, 1] } } }])
    expect(sections[0]?.source).toMatch(/^own\//)
    const again = await ganvas('train', join(out, 'document.json'), '--rounds', '2')
    expect(again).toMatchObject({ code: 2, lines: [] })
    expect(again.errors).toContain('give them with --data real=PATH')
    const misfit = await ganvas('train', ringPath, '--data', data)
    expect(misfit).toMatchObject({ code: 2, lines: [] })
    expect(misfit.errors).toContain('does not fit the document')
  })

  it('says who diverged and when, and exits with 3', async () => {
    // Beyond the largest 32-bit number: the objective is infinite at once.
    const wild = await variant('wild.json', ringPath, ({ game }) => {
      const generator = game.players.generator
      if (generator) generator.minimizes = { loss_generator: 1e39 }
    })
    const run = await ganvas('train', wild, '--rounds', '50', '--backend', 'wasm')
    expect(run.code).toBe(3)
    expect(run.errors).toMatch(/^Training diverged: .* generator .* round 1\.\n$/)
    expect(run.lines.some(({ done }) => done === true)).toBe(false)
  })
})

describe('ganvas evaluate', () => {
  it('measures given weights beside real and strewn points, the same every time', async () => {
    const weights = join(folder, 'straight', 'weights.safetensors')
    const run = await ganvas('evaluate', ringPath, '--weights', weights, '--backend', 'wasm')
    expect(run).toMatchObject({ code: 0, errors: '' })
    const { metrics } = run.lines[0] as { metrics: Record<string, Record<string, number>> }
    expect(metrics.floor).toMatchObject({ modesCovered: 8, modesStrong: 8 })
    expect(metrics.noise?.js).toBeGreaterThan(0.5)
    expect(metrics.js).toBeGreaterThan(0)
    const again = await ganvas('evaluate', ringPath, '--weights', weights, '--backend', 'wasm')
    expect(again.lines).toEqual(run.lines)
  })
})

describe('ganvas check', () => {
  it('prints shapes and counts of a good document', async () => {
    const run = await ganvas('check', digitsPath)
    expect(run).toMatchObject({ code: 0, errors: '' })
    // 64·128 + 128 + 128·256 + 256 + 2·256 + 256·784 + 784 and 784·256 + 256 + 256·128 + 128 + 128 + 1.
    expect(run.lines).toMatchObject([
      {
        problems: [],
        networks: { generator: { parameters: 243_344 }, discriminator: { parameters: 233_985 } },
      },
    ])
  })

  it('prints what is wrong with a broken one, where, and exits with 1', async () => {
    const broken = await variant('broken.json', ringPath, ({ networks, game }) => {
      const layer = networks.generator?.layers.dense_2
      if (layer) layer.in = {}
      game.batch = 7
    })
    const run = await ganvas('check', broken)
    expect(run).toMatchObject({ code: 1, errors: '' })
    const [{ problems } = {}] = run.lines as { problems: Record<string, string>[] }[]
    const where = '/networks/generator/layers/dense_2'
    const found = problems?.find((problem) => problem.where?.startsWith(where))
    expect(Object.keys(found ?? {})).toEqual(['severity', 'code', 'where', 'message', 'remedy'])
    expect(found?.severity).toBe('error')
    expect((await ganvas('train', broken)).code).toBe(2)
  })

  it('reports a structure that no document has like any problem', async () => {
    const file = join(folder, 'odd.json')
    const template = JSON.parse(await readFile(ringPath, 'utf8')) as Record<string, unknown>
    await writeFile(file, JSON.stringify({ ...template, game: 3 }))
    const run = await ganvas('check', file)
    expect(run).toMatchObject({ code: 1, lines: [{ networks: {} }] })
    expect(run.lines[0]?.problems).toMatchObject([{ severity: 'error', where: '/game' }])
  })
})

describe('ganvas export', () => {
  it('writes JSON that is the same when it is exported again', async () => {
    const [first, second] = [join(folder, 'once'), join(folder, 'twice')]
    const once = await ganvas('export', ringPath, '--to', 'json', '--out', first)
    expect(once).toMatchObject({ code: 0, errors: '' })
    const [file = ''] = once.lines[0]?.files as string[]
    const twice = await ganvas('export', file, '--to', 'json', '--out', second)
    const [again = ''] = twice.lines[0]?.files as string[]
    expect(await readFile(again, 'utf8')).toBe(await readFile(file, 'utf8'))
  })

  it('writes a program with the weights beside it, and refuses a broken document', async () => {
    const weights = join(folder, 'straight', 'weights.safetensors')
    const out = join(folder, 'program')
    const run = await ganvas('export', ringPath, '--to', 'typescript', '--out', out, '--from', weights)
    expect(run).toMatchObject({ code: 0, errors: '' })
    const files = run.lines[0]?.files as string[]
    for (const ending of ['.ts', 'package.json', 'tsconfig.json', '.safetensors']) {
      expect(files.some((file) => file.endsWith(ending))).toBe(true)
    }
    const copied = files.find((file) => file.endsWith('.safetensors')) ?? ''
    expect(await readFile(copied)).toEqual(await readFile(weights))
    const refused = await ganvas('export', join(folder, 'broken.json'), '--to', 'typescript', '--out', out)
    expect(refused).toMatchObject({ code: 2, lines: [] })
    expect(refused.errors).toContain('/networks/generator/layers/dense_2')
  })
})

describe('bad input', () => {
  it.each([
    ['no command', ['paint']],
    ['a missing document', ['train', 'nowhere.json']],
    ['a folder as document', ['check', 'templates']],
    ['a file that is no JSON', ['check', 'README.md']],
    ['a file that is no document', ['train', 'package.json']],
    ['an unknown value', ['train', ringPath, '--data', 'imaginary=README.md']],
    ['a file that is no data', ['train', digitsPath, '--data', 'real=README.md']],
    ['missing data', ['train', digitsPath, '--data', 'real=nowhere']],
    ['missing weights', ['train', ringPath, '--backend', 'wasm', '--from', 'nowhere.safetensors']],
    ['a file that is no weights', ['train', ringPath, '--backend', 'wasm', '--from', 'README.md']],
    ['a folder without a checkpoint', ['train', ringPath, '--backend', 'wasm', '--resume', 'templates']],
  ])('(%s) exits with 2 and one sentence', async (_, parts) => {
    const run = await ganvas(...parts)
    expect(run).toMatchObject({ code: 2, lines: [] })
    expect(run.errors).toMatch(/^[^\n]+[.!]\n$/)
  })
})
