// The document as a program: how this trains, in words, and the TypeScript that does the same. Read-only.
import { SegmentedControl } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { printProgram } from '../compiler/program/print'
import type { GanvasDocument, Problem } from '../document/types'
import { exportDocument } from '../export/exportDocument'
import { fail, succeed, type Result } from '../lib/result'
import { useDocument } from '../state/context'
import { programOf } from '../state/derived'
import { Empty } from '../ui/Empty'
import { IconButton } from '../ui/IconButton'
import styles from './Code.module.css'

interface CodeFile {
  name: string
  text: string
}

function whyNot(error: Problem[] | string): string {
  if (typeof error === 'string') return error
  return (error.find((problem) => problem.severity === 'error') ?? error[0])?.message ?? ''
}

/** The files of the exported program that a person reads, or the sentence that says why there are none. */
function exportedFiles(document: GanvasDocument): Result<CodeFile[], string> {
  const exported = exportDocument(document, { to: 'typescript' })
  if (!exported.ok) return fail(whyNot(exported.error))
  return succeed(
    exported.value.files.flatMap((file) => ('text' in file ? [{ name: file.name, text: file.text }] : [])),
  )
}

/** How the document trains, as a file, or why it does not yet. */
function printedProgram(document: GanvasDocument): Result<CodeFile[], string> {
  const program = programOf(document)
  if (!program.ok) return fail(whyNot(program.error))
  return succeed([{ name: 'How this trains', text: printProgram(program.value) }])
}

export function CodePanel() {
  const document = useDocument((state) => state.document)
  const files = useMemo((): Result<CodeFile[], string> => {
    const printed = printedProgram(document)
    if (!printed.ok) return printed
    const exported = exportedFiles(document)
    return exported.ok ? succeed([...printed.value, ...exported.value]) : printed
  }, [document])
  const [chosen, setChosen] = useState<string | null>(null)
  if (!files.ok) return <Empty>There is no program yet. {files.error}</Empty>
  const shown = files.value.find((file) => file.name === chosen) ?? files.value[0]
  if (!shown) return <Empty>There is nothing to show.</Empty>
  return (
    <section className={styles.code} aria-label="Code">
      <header className={styles.header}>
        <SegmentedControl
          size="xs"
          aria-label="File"
          data={files.value.map((file) => file.name)}
          value={shown.name}
          onChange={setChosen}
        />
        <IconButton label="Copy" size={24} onClick={() => void navigator.clipboard.writeText(shown.text)}>
          <IconCopy size={15} />
        </IconButton>
      </header>
      <Listing text={shown.text} name={shown.name} />
    </section>
  )
}

/** Text with line numbers, which are not part of what is selected and copied. */
function Listing({ text, name }: { text: string; name: string }) {
  const count = text.trimEnd().split('\n').length
  const numbers = Array.from({ length: count }, (_, index) => index + 1).join('\n')
  return (
    <div className={styles.listing} tabIndex={0} role="region" aria-label={name}>
      <pre className={styles.numbers} aria-hidden>
        {numbers}
      </pre>
      <pre>
        <code>{text.trimEnd()}</code>
      </pre>
    </div>
  )
}
