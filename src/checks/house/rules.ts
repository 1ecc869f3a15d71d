// The rules of the house as functions over source text: who may import whom, and which names may not stand in code.
import ts from 'typescript'

/** A source file: its path from the project's root, with forward slashes, and its text. */
export interface SourceFile {
  path: string
  text: string
}

interface Room {
  /** Files whose path starts with this belong to the room; the longest match wins. */
  path: string
  /** Rooms that it may import besides itself, by path. */
  rooms: string[]
  /** Packages that it may import at run time. */
  packages: string[]
  /** Rooms or packages of which it may import types only. */
  types?: string[]
}

const pure = ['src/lib', 'src/document', 'src/kinds', 'src/compiler', 'src/export']
const tfjs = '@tensorflow/'
const canvas = 'reactflow'

/** DESIGN §7, row by row. A package that ends in `/` stands for all that begin with it; `node:` for Node's own. */
export const rooms: Room[] = [
  { path: 'src/lib', rooms: [], packages: [] },
  { path: 'src/document', rooms: ['src/lib'], packages: ['zod', 'immer'] },
  { path: 'src/kinds', rooms: ['src/lib'], packages: ['zod'], types: ['src/document', tfjs] },
  { path: 'src/compiler', rooms: ['src/lib', 'src/document', 'src/kinds'], packages: ['zod'] },
  { path: 'src/export', rooms: ['src/lib', 'src/document', 'src/kinds', 'src/compiler'], packages: [] },
  { path: 'src/storage', rooms: ['src/lib', 'src/document'], packages: ['idb'] },
  {
    path: 'src/training',
    rooms: ['src/lib', 'src/document', 'src/compiler', 'src/storage', 'src/state'],
    packages: ['comlink', 'zustand'],
    types: ['workers/data.api', 'workers/trainer.api', 'workers/metrics.api'],
  },
  {
    path: 'src/state',
    rooms: ['src/lib', 'src/document', 'src/kinds', 'src/compiler', 'src/training'],
    packages: ['zustand', 'react'],
  },
  {
    path: 'src/editor',
    rooms: [...pure, 'src/training', 'src/storage', 'src/state', 'src/ui'],
    packages: ['react', 'react-dom', '@mantine/', '@tabler/', 'elkjs', 'zod', 'zustand'],
    types: ['workers/trainer.api'],
  },
  {
    path: 'src/editor/canvas',
    rooms: [...pure, 'src/training', 'src/storage', 'src/state', 'src/ui', 'src/editor'],
    packages: ['react', '@mantine/', '@tabler/', canvas, 'elkjs', 'zustand'],
    types: ['workers/data.api', 'workers/trainer.api'],
  },
  {
    path: 'src/studio',
    rooms: [...pure, 'src/training', 'src/storage', 'src/state', 'src/ui'],
    packages: ['react', '@mantine/', '@tabler/', 'uplot', 'zustand'],
    types: ['workers/data.api', 'workers/metrics.api', 'workers/trainer.api'],
  },
  {
    path: 'src/ui',
    rooms: ['src/lib'],
    packages: ['react', 'react-dom', '@mantine/', '@tabler/', '@fontsource-variable/'],
  },
  {
    path: 'src/app',
    rooms: [
      ...pure,
      'src/storage',
      'src/training',
      'src/state',
      'src/editor',
      'src/studio',
      'src/ui',
      'templates',
    ],
    packages: ['react', 'react-dom', '@mantine/', '@tabler/', 'zustand', 'fflate'],
    types: ['workers/data.api', 'workers/trainer.api'],
  },
  {
    path: 'src/scripts',
    rooms: [...pure, 'workers', 'templates', 'e2e'],
    packages: ['node:', 'typescript', 'sharp', 'zod', 'prettier', '@playwright/test'],
  },
  {
    path: 'workers/engine',
    rooms: ['src/lib', 'src/kinds', 'workers/data', 'workers/trainer.api'],
    packages: [tfjs, 'webgpu', 'node:'],
    types: ['src/compiler', 'src/document', 'workers/trainer.api', '@webgpu/types'],
  },
  {
    path: 'workers/data',
    rooms: ['src/lib', 'src/kinds'],
    packages: ['fflate', 'papaparse'],
    types: ['src/document', 'src/compiler', 'workers/trainer.api'],
  },
  {
    path: 'workers/metrics',
    rooms: ['src/lib', 'src/kinds', 'workers/data', 'workers/engine'],
    packages: [tfjs],
    types: ['src/document', 'src/compiler', 'workers/metrics.api'],
  },
  {
    path: 'workers/metrics.worker',
    rooms: ['src/storage', 'workers/metrics'],
    packages: ['comlink'],
    types: ['src/lib', 'workers/metrics.api'],
  },
  {
    path: 'workers/metrics.api',
    rooms: [],
    packages: [],
    types: ['src/lib', 'src/compiler', 'workers/trainer.api'],
  },
  {
    path: 'workers/trainer',
    rooms: [
      'src/lib',
      'src/storage',
      'workers/engine',
      'workers/data',
      'workers/metrics',
      'workers/trainer.api',
    ],
    packages: ['comlink', tfjs],
    types: ['src/document', 'src/compiler', 'src/kinds'],
  },
  {
    path: 'workers/trainer.api',
    rooms: [],
    packages: [],
    types: ['src/lib', 'src/document', 'src/compiler', 'workers/data.api'],
  },
  { path: 'workers/data.api', rooms: [], packages: [], types: ['src/document'] },
  {
    path: 'workers/cli',
    rooms: [...pure, 'workers', 'templates'],
    packages: ['node:', tfjs, 'sharp', 'webgpu'],
  },
  { path: 'workers/contract', rooms: [...pure, 'workers'], packages: ['node:', tfjs, 'zod'] },
  {
    path: 'workers/parity',
    rooms: [...pure, 'workers', 'templates'],
    packages: ['node:', tfjs, 'typescript'],
  },
  { path: 'workers/bench', rooms: [...pure, 'workers', 'templates'], packages: ['node:', tfjs] },
]

interface Import {
  target: string
  typeOnly: boolean
}

function importsOf(file: SourceFile): Import[] {
  const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true)
  const found: Import[] = []
  const visit = (node: ts.Node) => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      const target = (node.moduleSpecifier as ts.StringLiteral).text
      const typeOnly = ts.isImportDeclaration(node)
        ? node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
        : node.isTypeOnly
      found.push({ target, typeOnly })
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments
      if (argument && ts.isStringLiteral(argument)) found.push({ target: argument.text, typeOnly: false })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function resolve(from: string, target: string): string {
  if (!target.startsWith('.')) return target
  const parts = from.split('/').slice(0, -1)
  for (const part of target.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}

const inside = (path: string, room: string) =>
  path === room || path.startsWith(`${room}/`) || path.startsWith(`${room}.`)

const isPackage = (target: string, name: string) =>
  target === name || target.startsWith(/[/:]$/.test(name) ? name : `${name}/`)

function roomOf(path: string): Room | undefined {
  const homes = rooms.filter((room) => inside(path, room.path))
  return homes.sort((a, b) => b.path.length - a.path.length)[0]
}

/** One sentence for each import that the table of DESIGN §7 does not allow. */
export function forbiddenImports(files: SourceFile[]): string[] {
  return files.flatMap((file) => {
    const room = roomOf(file.path)
    if (!room) return [`${file.path} stands in no room of the table`]
    return importsOf(file).flatMap(({ target, typeOnly }) => {
      const path = resolve(file.path, target)
      const local = target.startsWith('.')
      const allowed = local
        ? inside(path, room.path) || room.rooms.some((other) => inside(path, other))
        : room.packages.some((name) => isPackage(target, name))
      const asType =
        typeOnly &&
        (room.types ?? []).some((other) => (local ? inside(path, other) : isPackage(target, other)))
      return allowed || asType
        ? []
        : [`${file.path} may not import ${target}${typeOnly ? '' : ' at run time'}`]
    })
  })
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
