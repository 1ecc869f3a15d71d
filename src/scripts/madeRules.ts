// Turns the rules of made data sets into text that exported files print, so that both make the same samples.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'prettier'
import ts from 'typescript'

/** The exported rules: the function that makes a sample, and the files of src/data/made that it needs. */
const rules = {
  shapes: { root: 'sampleShapes', files: ['shapes.ts'] },
  faces: { root: 'sampleFaces', files: ['faces.ts'] },
  facades: { root: 'sampleFacades', files: ['shared/facadePlan.ts', 'facades.ts'] },
  textures: { root: 'sampleTextures', files: ['textures.ts'] },
  scenes: { root: 'sampleScenes', files: ['scenes.ts'] },
  outlines: { root: 'sampleOutlines', files: ['outlines.ts'] },
}
const style = { parser: 'typescript', semi: false, singleQuote: true, printWidth: 110 }

/** Modules of text by file name, for src/export/typescript/made. `made` is the folder with the rules. */
export async function writeMadeRules(made: string): Promise<Record<string, string>> {
  const modules: Record<string, string> = {}
  for (const [name, { root, files }] of Object.entries(rules)) {
    const parts = files.flatMap((file) => declarations(join(made, file)))
    const text = await format(joined(reachable(parts, root)), style)
    const about = `// How exported files make ${name}: written by src/scripts/writeMadeRules.ts from src/data/made.`
    modules[`${name}.ts`] = `${about}\n\nexport const ${name}Rule = ${literal(text)}\n`
  }
  modules['painting.ts'] = await painting(declarations(join(made, 'shared/paint.ts')))
  return modules
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
