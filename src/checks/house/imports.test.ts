// The table of rooms (.dependency-cruiser.cjs) refuses what it should: each rule can fail. `npm run lint` holds it over the source.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')
const files: Record<string, string> = {
  'src/lib/package.ts': "import { z } from 'zod'\nexport const a = z",
  'src/lib/one.ts': "import type { Two } from './two'\nexport type One = Two | 1",
  'src/lib/two.ts': "import type { One } from './one'\nexport type Two = One | 2",
  'src/kinds/layers/tensors.ts': "import * as tf from '@tensorflow/tfjs-core'\nexport const a = tf",
  'src/kinds/layers/types.ts': "import type * as tf from '@tensorflow/tfjs-core'\nexport type A = tf.Tensor",
  'src/document/node.ts': "import { readFileSync } from 'node:fs'\nexport const a = readFileSync",
  'src/document/upward.ts': "import type { A } from '../kinds/layers/types'\nexport type B = A",
  'src/compiler/later.ts': "export const a = import('@tensorflow/tfjs-core')",
  'src/editor/flow.tsx': "import { ReactFlow } from 'reactflow'\nexport const a = ReactFlow",
  'src/editor/canvas/flow.tsx': "import { ReactFlow } from 'reactflow'\nexport const a = ReactFlow",
  'src/app/engine.ts': "export { step } from '../engine/step'",
  'src/engine/step.ts': 'export const step = 1',
  'src/engine/double.ts': "export { three } from './testing/three'",
  'src/engine/testing/three.ts': 'export const three = 3',
  'src/elsewhere/a.ts': "export { step } from '../engine/step'",
}

let violations: { rule: string; from: string }[] = []
const home = mkdtempSync(join(tmpdir(), 'ganvas-rooms-'))

beforeAll(() => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(home, dirname(path)), { recursive: true })
    writeFileSync(join(home, path), text)
  }
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'), 'junction')
  for (const name of ['tsconfig.json', '.dependency-cruiser.cjs']) cpSync(join(root, name), join(home, name))
  const tool = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const words = [tool, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src']
  const { stdout } = spawnSync(process.execPath, words, { cwd: home, encoding: 'utf8', maxBuffer: 1e8 })
  const found = JSON.parse(stdout) as { summary: { violations: { rule: { name: string }; from: string }[] } }
  violations = found.summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }))
})

afterAll(() => rmSync(home, { recursive: true }))

test.each([
  ['src/lib/package.ts', 'src/lib at run time'],
  ['src/lib/one.ts', 'no circle'],
  ['src/kinds/layers/tensors.ts', 'src/kinds at run time'],
  ['src/document/node.ts', 'src/document at run time'],
  ['src/document/upward.ts', 'src/document for types'],
  ['src/compiler/later.ts', 'src/compiler at run time'],
  ['src/editor/flow.tsx', 'src/editor at run time'],
  ['src/app/engine.ts', 'src/app at run time'],
  ['src/engine/double.ts', 'tests are for tests'],
  ['src/elsewhere/a.ts', 'in a room'],
])('%s breaks "%s"', (from, rule) => {
  expect(violations).toContainEqual({ rule, from })
})

test('what the table allows is allowed', () => {
  const allowed = ['src/kinds/layers/types.ts', 'src/editor/canvas/flow.tsx', 'src/engine/step.ts']
  expect(violations.filter(({ from }) => allowed.includes(from))).toEqual([])
})
