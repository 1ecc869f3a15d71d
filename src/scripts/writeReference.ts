// Writes the reference of all vocabularies to src/REFERENCE.md: `npm run reference`.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'prettier'
import { referenceMarkdown } from '../reference/markdown'
import { makeReference } from '../reference/reference'

const text = await format(referenceMarkdown(makeReference()), { parser: 'markdown' })
writeFileSync(join(import.meta.dirname, '../REFERENCE.md'), text)
