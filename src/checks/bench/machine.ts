// What the bench runs on: part of every report, because times mean nothing without it.
import { cpus, totalmem } from 'node:os'

export interface Machine {
  /** Day of the run, as in 2026-11-28. */
  day: string
  processor: string
  cores: number
  gigabytes: number
  node: string
  text: string
}

export function machine(): Machine {
  const [first] = cpus()
  const told = {
    day: new Date().toISOString().slice(0, 10),
    processor: first?.model.trim() ?? 'unknown',
    cores: cpus().length,
    gigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
  }
  const text = `${told.day}, ${told.cores} cores (${told.processor}), ${told.gigabytes} GB, Node ${told.node}`
  return { ...told, text }
}
