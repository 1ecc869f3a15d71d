// A view is one file and one line: two that only this test knows are checked, compiled, computed, drawn and edited like any other.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { drawView } from '../../cli/pictures'
import { inferDocument } from '../../compiler/infer/infer'
import { compileProgram } from '../../compiler/program/compile'
import { printProgram } from '../../compiler/program/print'
import { makeSource } from '../../data/makeSource'
import { changeId, removeNodes, setView } from '../../document/edit'
import { parseDocumentText } from '../../document/parse'
import { template } from '../../document/testing/load'
import { documentText } from '../../document/text'
import type { GanvasDocument } from '../../document/types'
import { choicesFor, firstView, showable, wayPatch, ways } from '../../editor/inspector/viewForm'
import { createEngine } from '../../engine/engine'
import { floatsOf, partOf, pictures, tilesOf } from '../../kinds/shared/pictureViews'
import { images } from '../../kinds/views/images'
import { views } from '../../kinds/views/registry'
import type { PointSet, ViewKind, ViewRule } from '../../kinds/views/types'
import { documentJsonSchema } from '../../scripts/documentJsonSchema'
import { chooseBackend, loadOps } from '../../tensors/backends'
import { frameOf, transferablesOf } from '../../../workers/trainer/pictures'
import { layTiles } from '../../../workers/trainer/viewSheet'

// What would be a file `besides.ts` in src/kinds/views.
const besides: ViewKind = {
  title: 'Two pictures',
  doc: 'Draws two values of the same draw side by side.',
  plural: 'twos',
  unit: 'pictures',
  form: 'tiles',
  value: pictures,
  fields: {
    other: {
      title: 'Other',
      doc: 'What stands on the right.',
      rule: pictures,
      needed: true,
      listed: true,
      stray: 'another picture, which only two pictures can show',
    },
  },
  otherwise: images,
  draw: (args) => tilesOf(args, { after: partOf(args, 'other') }),
}

// What would be a file `score_dots.ts`: a histogram of stacked dots.
const score: ViewRule = {
  says: 'counts one score per sample',
  accepts: ({ shape }) => shape.length === 1 && shape[0] === 1,
}

function stack(scores: Float32Array): Float32Array {
  const heights = new Map<number, number>()
  return Float32Array.from(
    [...scores].flatMap((value) => {
      const bin = Math.round(4 * Math.tanh(value))
      const height = (heights.get(bin) ?? 0) + 1
      heights.set(bin, height)
      return [bin / 4, height / scores.length]
    }),
  )
}

const scoreDots: ViewKind = {
  title: 'Scores',
  doc: 'Stacks the scores of generated and of real samples by size: where the stacks overlap, the discriminator cannot tell.',
  plural: 'scores',
  unit: 'scores',
  form: 'plot',
  legend: [
    { mark: 'dot', text: 'of generated', of: 'value' },
    { mark: 'circle', text: 'of real', of: 'compared' },
  ],
  value: score,
  fields: {
    compared: { title: 'Compared', rule: score, stray: 'compared scores, which only scores can show' },
  },
  draw({ value, beside }) {
    const dots: PointSet = { mark: 'dot', of: 'value', xy: stack(floatsOf(value.values)) }
    const real = beside.compared
    const circles: PointSet[] = real ? [{ mark: 'circle', xy: stack(floatsOf(real.values)) }] : []
    return { form: 'plot', extent: 1, points: [...circles, dots], heat: null }
  },
}

beforeEach(() => void Object.assign(views, { besides, score_dots: scoreDots }))
afterEach(() => {
  delete views.besides
  delete views.score_dots
})

const dcgan = template('dcgan')
const twoPictures = () =>
  setView(dcgan, { view: 'samples', patch: { as: 'besides', other: 'real.image', count: 4 } })
const scores = () => {
  const patch = {
    value: 'score_fake',
    as: 'score_dots',
    compared: 'score_real',
    count: 8,
    weights: 'average',
  }
  return setView(dcgan, { view: 'scores', patch: patch as never })
}

function programOf(document: GanvasDocument) {
  const compiled = compileProgram(document)
  if (!compiled.ok) throw new Error(compiled.error[0]?.message)
  return compiled.value
}

const problemOf = (document: GanvasDocument) => {
  const compiled = compileProgram(document)
  return compiled.ok ? null : compiled.error[0]
}

async function look(document: GanvasDocument, view: string) {
  const program = programOf(document)
  const sources = Object.fromEntries(
    await Promise.all(
      Object.entries(program.data).map(
        async ([id, section]) => [id, await makeSource({ ...section, count: 40 })] as const,
      ),
    ),
  )
  const ops = loadOps()
  await chooseBackend({ ops, choice: 'cpu' })
  const engine = createEngine({ ops, program, sources })
  const before = ops.memory().numTensors
  const data = await engine.view(view)
  expect(ops.memory().numTensors).toBe(before)
  engine.dispose()
  return data
}

describe('in documents', () => {
  test('it is read and written, fields and all', () => {
    const parsed = parseDocumentText(documentText(twoPictures()))
    expect(parsed.ok && parsed.value).toEqual(twoPictures())
  })

  test('the published schema describes it', () => {
    const text = JSON.stringify(documentJsonSchema())
    expect(text).toContain('"const":"besides"')
    expect(text).toContain('What stands on the right.')
  })

  test('renaming a value rewrites its fields', () => {
    const renamed = changeId(twoPictures(), { graph: 'game', node: 'real', id: 'truth' })
    expect(renamed.ok && renamed.value.document.game.views['samples']).toMatchObject({ other: 'truth.image' })
  })

  test('deleting what it needs shows the value another way; deleting the rest takes the reference alone', () => {
    const args = { graph: 'game', ids: ['real'], views }
    expect(removeNodes(twoPictures(), args).game.views['samples']).toEqual({
      ...dcgan.game.views['samples'],
      count: 4,
    })
    const without = removeNodes(scores(), { graph: 'game', ids: ['score_real'], views })
    const { compared: _, ...rest } = scores().game.views['scores']!
    expect(without.game.views['scores']).toEqual(rest)
  })
})

describe('in the compiler', () => {
  test('it becomes registers and instructions, and is printed', () => {
    const program = programOf(twoPictures())
    expect(program.views['samples']).toMatchObject({ as: 'besides', other: 'real.image' })
    expect(printProgram(program)).toContain(
      'view samples: 4 pictures of fake.image, other real.image, average',
    )
  })

  test('what is missing, does not fit or does not belong is said', () => {
    expect(problemOf(setView(dcgan, { view: 'samples', patch: { as: 'besides' } }))).toMatchObject({
      message: 'The view samples shows twos, but no other is chosen.',
      remedy: 'Choose the other, or show pictures alone.',
    })
    expect(problemOf(setView(twoPictures(), { view: 'samples', patch: { other: 'z' } }))?.message).toBe(
      'The view samples draws pictures with 1 or 3 channels, but z gives 64 numbers.',
    )
    expect(problemOf(setView(twoPictures(), { view: 'samples', patch: { as: 'images' } }))?.message).toBe(
      'The view samples has another picture, which only two pictures can show.',
    )
  })

  test('without its line it is an unknown kind', () => {
    const document = twoPictures()
    delete views.besides
    expect(problemOf(document)).toMatchObject({ code: 'unknown_kind', where: '/game/views/samples/as' })
  })
})

describe('while it trains', () => {
  test('two pictures are tiles, side by side', async () => {
    const { value, beside, drawing } = await look(twoPictures(), 'samples')
    if (drawing.form !== 'tiles') throw new Error(drawing.form)
    const { values, parts, columns } = layTiles(drawing)
    expect(parts).toEqual(['ours', 'other'])
    expect(columns).toBe(4)
    expect(values.subarray(0, 784)).toEqual(value.values.subarray(0, 784))
    expect(values.subarray(784, 1568)).toEqual(beside.other?.values.subarray(0, 784))
    expect((await drawView(drawing)).length).toBeGreaterThan(100)
  })

  test('scores are a plot that crosses to the page', async () => {
    const { drawing } = await look(scores(), 'scores')
    const frame = await frameOf({ view: 'scores', round: 3, drawing })
    const crossed = structuredClone(frame, { transfer: transferablesOf([frame]) as ArrayBuffer[] })
    if (crossed.drawing.form !== 'plot') throw new Error(crossed.drawing.form)
    expect(crossed.drawing.points.map(({ mark, xy }) => [mark, xy.length])).toEqual([
      ['circle', 16],
      ['dot', 16],
    ])
    expect((await drawView(crossed.drawing)).length).toBeGreaterThan(100)
  })
})

describe('in the inspector', () => {
  const { types } = inferDocument(dcgan)
  const view = dcgan.game.views['samples']!

  test('it can be chosen, and its form offers what fits', () => {
    expect(ways()).toContainEqual({ value: 'besides', label: 'two pictures' })
    expect(choicesFor(types, scoreDots.fields.compared!.rule)).toEqual([
      'score_fake.score',
      'score_real.score',
    ])
    expect(showable(types)).toContain('score_fake.score')
    expect(firstView(types)).toMatchObject({ as: 'images' })
  })

  test('choosing it guesses what it needs; leaving it drops what others cannot show', () => {
    expect(wayPatch(view, 'besides', types)).toEqual({ as: 'besides', other: 'real.image' })
    expect(wayPatch({ ...view, as: 'besides', other: 'real.image' }, 'pairs', types)).toEqual({
      as: 'pairs',
      other: undefined,
      input: 'real.image',
    })
  })
})
