// `ganvas train | evaluate | check | export`: the same compiler, engine and exports as the page's, in Node.
import { commandUsage, parseCommand } from './arguments'
import type { Exit } from './exit'

/** Runs one command line; nothing here ends the process. Each command loads what it needs: `check` needs no tensors. */
async function runCommand(parts: readonly string[]): Promise<Exit> {
  const parsed = parseCommand(parts)
  if (!parsed.ok) return { code: 2, sentence: parsed.error }
  const command = parsed.value
  if (command.name === 'train') return (await import('./train')).trainDocument(command, printLine)
  if (command.name === 'evaluate') return (await import('./train')).evaluateDocument(command, printLine)
  if (command.name === 'check') return (await import('./check')).checkDocument(command, printLine)
  if (command.name === 'export') return (await import('./exportFiles')).exportFiles(command, printLine)
  process.stdout.write(commandUsage)
  return { code: 0 }
}

function printLine(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

// A reader that has seen enough, such as `head`, is no failure.
process.stdout.on('error', () => process.exit(0))
const { code, sentence } = await runCommand(process.argv.slice(2))
if (sentence !== undefined) process.stderr.write(`${sentence}\n`)
// A GPU device keeps the process alive: leave once everything is written.
process.stdout.write('', () => process.exit(code))
