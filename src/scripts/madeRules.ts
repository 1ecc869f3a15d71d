// Turns the rules of made data sets into text that exported files print, so that both make the same samples.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { format } from 'prettier'
import ts from 'typescript'
import { madeSets } from '../data/made/registry'

/** What every exported file brings itself, function by function, and what is not part of a rule. */
const apart = ['shared/paint.ts', 'shared/draws.ts', 'types.ts']
const style = { parser: 'typescript', semi: false, singleQuote: true, printWidth: 110 }

/** Modules of text by file name, for src/export/typescript/made. `made` is the folder of the sets. */
export async function writeMadeRules(made: string): Promise<Record<string, string>> {
  const modules: Record<string, string> = {}
  const written = new Map<string, string>()
  for (const [set, { exported }] of Object.entries(madeSets)) {
    const { name, source } = exported
    // Sets that differ in size alone share a rule.
    if (source !== undefined || written.has(name)) continue
    const text = await ruleText(made, { file: join(made, `${set}.ts`), name })
    const about = `// How exported files make ${set}: written by src/scripts/writeMadeRules.ts from src/data/made.`
    modules[`${set}.ts`] = `${about}\n\nexport const ${constantOf(set)} = ${literal(text)}\n`
    written.set(name, set)
  }
  modules['rules.ts'] = printIndex(written)
  modules['painting.ts'] = await painting(declarations(join(made, 'shared/paint.ts')))
  return modules
}

/** The text of the function `name` of a set's file, with all that it needs of that file and of those that it imports. */
export async function ruleText(
  made: string,
  { file, name }: { file: string; name: string },
): Promise<string> {
  const parts = filesOf(made, file).flatMap(declarations)
  if (!parts.some((part) => part.name === name)) throw new Error(`${file} has no function ${name}.`)
  return (await format(joined(reachable(parts, name)), style)).trim()
}

/** A file after those that it imports from the folder of the sets, each once. */
function filesOf(made: string, file: string): string[] {
  const seen = new Set(apart.map((name) => join(made, name)))
  const visit = (path: string): string[] => {
    if (seen.has(path) || !path.startsWith(join(made, '/'))) return []
    seen.add(path)
    const imported = ts.preProcessFile(readFileSync(path, 'utf8')).importedFiles
    return [...imported.flatMap(({ fileName }) => visit(join(dirname(path), `${fileName}.ts`))), path]
  }
  return visit(file)
}

/** `starry_night` → `starryNightRule`. */
function constantOf(set: string): string {
  return `${set.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())}Rule`
}

/** By function: its rule. */
function printIndex(written: Map<string, string>): string {
  const sets = [...written.values()].sort()
  return [
    '// The rules that exported files take over, by the function that makes a sample: written by src/scripts/writeMadeRules.ts.',
    ...sets.map((set) => `import { ${constantOf(set)} } from './${set}'`),
    '',
    'export const rules: Record<string, string> = {',
    ...[...written].map(([name, set]) => `  ${name}: ${constantOf(set)},`),
    '}',
    '',
  ].join('\n')
}

/** Functions of the painter one by one: a file prints those that it calls. */
async function painting(parts: Declaration[]): Promise<string> {
  const types = parts.filter(({ isFunction }) => !isFunction)
  const snippets: string[] = []
  for (const part of parts.filter(({ isFunction }) => isFunction)) {
    // Every picture starts as a canvas.
    const source = await format(joined(part.name === 'newCanvas' ? [...types, part] : [part]), style)
    snippets.push(`  ['${part.name}', ${literal(source)}],`)
  }
  const module = [
    '// How exported files paint pictures: written by src/scripts/writeMadeRules.ts from src/data/made/shared/paint.ts.',
    '',
    '/** By what a file calls them. */',
    'export const painting: [name: string, source: string][] = [',
    ...snippets,
    ']',
  ].join('\n')
  return format(module, style)
}

interface Declaration {
  name: string
  isFunction: boolean
  text: string
  /** Whether an empty line stood above it. */
  apart: boolean
  uses: Set<string>
}

/** What a file declares at its top level, in order and without `export`. */
function declarations(path: string): Declaration[] {
  const text = readFileSync(path, 'utf8')
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  return file.statements.flatMap((statement): Declaration[] => {
    const name = nameOf(statement)
    if (name === null) return []
    const uses = new Set<string>()
    const visit = (node: ts.Node) => {
      if (ts.isIdentifier(node)) uses.add(node.text)
      ts.forEachChild(node, visit)
    }
    visit(statement)
    const source = text.slice(statement.getStart(file, true), statement.end)
    const apart = /\n\s*\n/.test(text.slice(statement.getFullStart(), statement.getStart(file, true)))
    return [
      {
        name,
        isFunction: ts.isFunctionDeclaration(statement),
        text: source.replace(/^export /m, ''),
        apart,
        uses,
      },
    ]
  })
}

function nameOf(statement: ts.Statement): string | null {
  if (ts.isVariableStatement(statement)) {
    const declared = statement.declarationList.declarations[0]?.name
    return declared && ts.isIdentifier(declared) ? declared.text : null
  }
  const named =
    ts.isFunctionDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement)
  return named ? (statement.name?.text ?? null) : null
}

/** The declarations that one of them needs, itself included, in the order in which they stand. */
function reachable(parts: Declaration[], root: string): Declaration[] {
  const found = new Set<string>()
  const follow = (name: string) => {
    const part = parts.find((one) => one.name === name)
    if (!part || found.has(name)) return
    found.add(name)
    part.uses.forEach(follow)
  }
  follow(root)
  return parts.filter(({ name }) => found.has(name))
}

function joined(parts: Declaration[]): string {
  return parts.map(({ text, apart }, k) => (apart && k > 0 ? `\n${text}` : text)).join('\n')
}

function literal(text: string): string {
  return `\`${text.trim().replace(/[\\`]|\$\{/g, '\\$&')}\``
}
