// Writes the rules of made data sets to src/export/typescript/made: `npx tsx src/scripts/writeMadeRules.ts`.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeMadeRules } from './madeRules'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'src/export/typescript/made')
mkdirSync(folder, { recursive: true })
for (const [name, text] of Object.entries(await writeMadeRules(join(root, 'src/data/made')))) {
  writeFileSync(join(folder, name), text)
}
