// The reference as Markdown: a page that is read where the code is.
import { paperAddress } from '../lib/paper'
import type { Chapter, Entry, Fact, Parameter, PortEntry } from './types'

/** The whole page; what prettier makes of it is up to the caller. */
export function referenceMarkdown(chapters: readonly Chapter[]): string {
  return [
    '# Reference',
    'What networks and games are made of, written by `npm run reference` from the registries: edit those. Shapes are those of an example with default parameters; B is the batch.',
    chapters.map(contents).join('\n'),
    ...chapters.flatMap(chapterText),
  ].join('\n\n')
}

function contents({ title, groups }: Chapter): string {
  const entries = groups.flatMap((group) => group.entries)
  return `- [${title}](#${anchor(title)}): ${entries.map((entry) => `\`${entry.id}\``).join(', ')}`
}

function anchor(title: string): string {
  return title.toLowerCase().replaceAll(' ', '-')
}

function chapterText({ title, doc, groups }: Chapter): string[] {
  // A group that is all of its chapter needs no heading of its own.
  const heading = (group: string) => (groups.length > 1 ? [`### ${group}`] : [])
  return [
    `## ${title}`,
    doc,
    ...groups.flatMap((group) => [...heading(group.title), ...group.entries.flatMap(entryText)]),
  ]
}

function entryText(entry: Entry): string[] {
  const { id, title, doc, formula, paper, parameters, inputs, outputs, facts } = entry
  const lines = [
    ...(formula === undefined ? [] : [`- Formula: ${code(formula)}`]),
    ...(paper === undefined ? [] : [`- Paper: ${paperText(paper)}`]),
    ...inputs.map((port) => portText('Takes', port)),
    ...outputs.map((port) => portText('Gives', port)),
    ...facts.map(factText),
  ]
  return [
    `#### ${title} \`${id}\``,
    escaped(doc),
    ...(lines.length > 0 ? [lines.join('\n')] : []),
    ...parameterTable(parameters),
  ]
}

function portText(verb: string, { name, means, example, doc }: PortEntry): string {
  const shape = example === null ? '' : `, ${code(example)}`
  return `- ${verb} ${code(name)}: ${means}${shape}. ${escaped(doc)}`.trimEnd()
}

function factText({ name, text, code: program }: Fact): string {
  return `- ${name}: ${[text === undefined ? '' : escaped(text), program === undefined ? '' : code(program)].filter(Boolean).join(' ')}`
}

function parameterTable(parameters: readonly Parameter[]): string[] {
  if (parameters.length === 0) return []
  const rows = parameters.map(({ name, type, standard, doc }) =>
    [code(name), type, code(standard), doc].map((cell) => cell.replaceAll('|', '\\|')).join(' | '),
  )
  const head = ['Parameter | May be | Default | What it does', '--- | --- | --- | ---']
  return [[...head, ...rows].map((row) => `| ${row} |`).join('\n')]
}

function paperText(paper: string): string {
  const address = paperAddress(paper)
  return address === null ? escaped(paper) : `[${paper}](${address})`
}

function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``
}

/** Signs that Markdown would take for its own. */
function escaped(text: string): string {
  return text.replace(/[*_<]/g, '\\$&').replace(/`[^`]*`/g, (quoted) => quoted.replaceAll('\\', ''))
}
