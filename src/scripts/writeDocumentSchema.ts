// Writes the document's JSON Schema to public/, from where builds take it: `npx tsx src/scripts/writeDocumentSchema.ts`.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { documentSchemaText } from './documentJsonSchema'

const folder = join(import.meta.dirname, '../../public')
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'ganvas.schema.json'), await documentSchemaText())
