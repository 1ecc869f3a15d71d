// Writes exported files where node_modules resolves, and runs them with tsx in a process of their own.
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { ExportedFile } from '../../src/export/exportDocument'

const repository = resolve(import.meta.dirname, '../..')

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
