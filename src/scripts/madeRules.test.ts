// What exported files print of the made sets is what the sets are made by.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeMadeRules } from './madeRules'

const root = join(import.meta.dirname, '../..')

test('the rules in the exports are those of the data sets', { timeout: 60_000 }, async () => {
  const folder = join(root, 'src/export/typescript/made')
  const written = Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  )
  expect(written).toEqual(await writeMadeRules(join(root, 'src/data/made')))
})
