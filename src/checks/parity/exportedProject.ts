// Writes exported files where node_modules resolves, and runs them with tsx in a process of their own.
import { execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import type { ExportedFile } from '../../export/exportDocument'

const repository = resolve(import.meta.dirname, '../../..')

/** A fresh folder with the files, below the repository's node_modules; whoever makes it removes it. */
export function writeProject(files: ExportedFile[]): string {
  const cache = join(repository, 'node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'ganvas-export-'))
  for (const file of files) {
    writeFileSync(join(folder, file.name), 'text' in file ? file.text : new Uint8Array(file.bytes))
  }
  return folder
}

/** Starts a TypeScript file and returns what it prints; fails with its errors where it does. */
export async function runScript(folder: string, args: string[]): Promise<{ stdout: string; stderr: string }> {
  const tsx = join(repository, 'node_modules/tsx/dist/cli.mjs')
  return promisify(execFile)(process.execPath, [tsx, ...args], { cwd: folder, maxBuffer: 64 * 1024 * 1024 })
}

/** A process that plays exported files, one after another. */
export interface Player {
  play(settings: unknown): Promise<void>
  stop(): void
}

/** Starts the process; loading TensorFlow.js takes longer than most files do. */
export function startPlayer(): Player {
  const tsx = join(repository, 'node_modules/tsx/dist/cli.mjs')
  const script = join(import.meta.dirname, 'runExported.ts')
  const child = spawn(process.execPath, [tsx, script], { stdio: ['pipe', 'pipe', 'inherit'] })
  const waiting: ((text: string) => void)[] = []
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('@done ')) waiting.shift()?.(line.slice('@done '.length))
  })
  child.on('exit', (code) => {
    for (const answer of waiting) answer(JSON.stringify({ error: `the process ended with ${code}` }))
  })
  return {
    async play(settings) {
      const answered = new Promise<string>((resolve) => waiting.push(resolve))
      child.stdin.write(`${JSON.stringify(settings)}\n`)
      const { error } = JSON.parse(await answered) as { error?: string }
      if (error !== undefined) throw new Error(error)
    },
    stop: () => child.stdin.end(),
  }
}
