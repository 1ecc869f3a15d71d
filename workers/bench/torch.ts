// Times the same program in PyTorch, where this machine's python3 has it.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Program } from '../../src/compiler/program'

/** Median time of a round on one thread. */
export interface TorchTime {
  version: string
  milliseconds: number
  rounds: number
}

const script = fileURLToPath(new URL('./torch_rounds.py', import.meta.url))
const pythons = ['python3', '/usr/bin/python3']

/** Null, with the reason on standard error, where PyTorch is not there or cannot run the program. */
export async function timeTorch(program: Program, seconds: number): Promise<TorchTime | null> {
  const reasons: string[] = []
  for (const python of pythons) {
    const { code, output, errors } = await runScript(
      python,
      [script, String(seconds)],
      JSON.stringify(program),
    )
    if (code === 0) return JSON.parse(output) as TorchTime
    reasons.push(`${python}: ${errors.trim().split('\n').at(-1) ?? 'failed'}`)
  }
  process.stderr.write(`No time by PyTorch: ${reasons.join('; ')}\n`)
  return null
}

function runScript(command: string, args: string[], input: string) {
  return new Promise<{ code: number | null; output: string; errors: string }>((resolve) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] })
    let [output, errors] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    child.on('error', (error) => resolve({ code: null, output, errors: error.message }))
    child.on('close', (code) => resolve({ code, output, errors }))
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })
}
