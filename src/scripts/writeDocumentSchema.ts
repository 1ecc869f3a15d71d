// Writes the document's JSON Schema beside the built page: `npm run build` runs it after the page is built.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { documentJsonSchema } from './documentJsonSchema'

const folder = process.argv[2] ?? 'dist'
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'document.schema.json'), `${JSON.stringify(documentJsonSchema(), null, 2)}\n`)
