// Which names may not stand in code: a rule of the house as a function over source text.
import ts from 'typescript'

/** A source file: its path from the project's root, with forward slashes, and its text. */
export interface SourceFile {
  path: string
  text: string
}

/** One sentence for each string literal that equals one of the names, `allowed` apart. Import paths do not count. */
export function forbiddenLiterals(files: SourceFile[], names: string[], allowed: string[] = []): string[] {
  const forbidden = new Set(names.filter((name) => !allowed.includes(name)))
  return files.flatMap((file) => {
    const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true)
    const found: string[] = []
    const visit = (node: ts.Node) => {
      if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return
      if (ts.isStringLiteralLike(node) && forbidden.has(node.text)) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart())
        found.push(`${file.path}:${line + 1} names '${node.text}'`)
      }
      ts.forEachChild(node, visit)
    }
    visit(source)
    return found
  })
}
