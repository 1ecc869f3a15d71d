// How the bench talks with a process that runs one implementation: a line of JSON there, a line of JSON back.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fail, succeed, type Result } from '../../lib/result'

/** Answers begin with it; whatever else is printed, such as advice, is no answer. */
const mark = '@answer '

export type Orders = Record<string, (order: never) => unknown>

/** In the process that is asked: answers orders until standard input ends. An order names what is to be done in `do`. */
export async function answerOrders(orders: Orders): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const order = JSON.parse(line) as { do: string }
    try {
      const answer = await orders[order.do]?.(order as never)
      process.stdout.write(`${mark}${JSON.stringify({ answer: answer ?? null })}\n`)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      process.stdout.write(`${mark}${JSON.stringify({ error: reason.split('\n')[0] })}\n`)
    }
  }
  process.exit(0)
}

/** A process of its own. */
export interface Peer {
  /** Fails with the reason where the order threw or the process ended. */
  ask: <Answer>(order: { do: string } & Record<string, unknown>) => Promise<Result<Answer, string>>
  end: () => void
}

/** Starts a process that answers orders; one that cannot start fails the first of them. */
export function startPeer(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Peer {
  const child = spawn(command, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  let complaint = ''
  let ended: string | null = null
  let waiting: ((answer: Result<never, string>) => void) | null = null
  const settle = (answer: Result<never, string>) => {
    waiting?.(answer)
    waiting = null
  }
  const stop = (reason: string) => {
    ended ??= reason
    settle(fail(ended))
  }
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith(mark)) return
    const told = JSON.parse(line.slice(mark.length)) as { answer: never } | { error: string }
    settle('error' in told ? fail(told.error) : succeed(told.answer))
  })
  child.stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-2000)))
  child.stdin.on('error', () => undefined)
  child.on('error', (error) => stop(error.message))
  child.on('close', () => stop(complaint.trim().split('\n').at(-1) || 'its process ended'))
  return {
    ask: (order) =>
      new Promise((resolve) => {
        if (ended !== null) return resolve(fail(ended))
        waiting = resolve
        child.stdin.write(`${JSON.stringify(order)}\n`)
      }),
    end: () => void child.stdin.end(),
  }
}
