// An imported data set as the database keeps it: plain objects of typed arrays, named by the SHA-256 of their content.
import { isRecord } from '../../lib/own'
import type { DataSection } from '../../document/types'
import { elementCount } from '../../lib/format'
import { type Result, fail, succeed } from '../../lib/result'
import type { Failure } from '../../lib/failure'
import { type DataSource, type StoredField, sourceFromArrays, type WholePicture } from '../source'

export interface StoredDataset {
  format: 'ganvas-data'
  version: 1
  count: number
  fields: Record<string, StoredField>
  /** Samples that came marked as test samples: never trained on. */
  test?: { count: number; fields: Record<string, StoredField> }
  /** By field: whole pictures to judge by, where samples are pieces of them. */
  wholes?: Record<string, WholePicture[]>
}

const prefix = 'own/'

/** How a document names a data set that is stored under this hash. */
export function ownSourceOf(hash: string): string {
  return prefix + hash
}

/** The hash that a section's source gives; null for sets that are made. */
export function ownHash({ source }: Pick<DataSection, 'source'>): string | null {
  return source.startsWith(prefix) ? source.slice(prefix.length) : null
}

/** SHA-256, in hex, of fields: their names, shapes and numbers. Equal content has equal hashes, whatever its files. */
export async function contentHash(fields: Record<string, StoredField>): Promise<string> {
  const parts: string[] = []
  for (const [name, { shape, values }] of Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))) {
    parts.push(`${name} [${shape.join(',')}] ${await sha256(values)}`)
  }
  return sha256(new TextEncoder().encode(parts.join('\n')))
}

async function sha256(values: ArrayBufferView): Promise<string> {
  const bytes = new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Reads what the database kept; what is no data set, or a torn one, is refused with a sentence. Samples for testing are those
 * that came marked as such; where none did, they are all.
 */
export function decodeDataset(
  stored: unknown,
  split: 'training' | 'test' = 'training',
): Result<DataSource, Failure> {
  if (!isStored(stored)) {
    return fail({
      code: 'data_broken',
      message: 'The stored data set cannot be read.',
      remedy: 'Choose its files again.',
    })
  }
  if (split === 'training') return succeed(sourceFromArrays(stored))
  const source = sourceFromArrays(stored.test ?? stored)
  return succeed(stored.wholes ? { ...source, wholes: stored.wholes } : source)
}

/** Whether samples came marked for testing. */
export function hasTestSplit(stored: unknown): boolean {
  return isStored(stored) && stored.test !== undefined
}

function isStored(stored: unknown): stored is StoredDataset {
  if (!isRecord(stored) || stored.format !== 'ganvas-data' || stored.version !== 1) return false
  const { test, wholes } = stored
  return (
    isSplit(stored) && (test === undefined || isSplit(test)) && (wholes === undefined || areWholes(wholes))
  )
}

function isSplit(split: unknown): boolean {
  if (!isRecord(split)) return false
  const { count, fields } = split
  if (!Number.isSafeInteger(count) || !isRecord(fields)) return false
  return Object.values(fields).every((field) => isField(field, Number(count)))
}

function areWholes(wholes: unknown): boolean {
  if (!isRecord(wholes)) return false
  return Object.values(wholes).every(
    (pictures) => Array.isArray(pictures) && pictures.every((picture) => isField(picture, 1)),
  )
}

function isField(field: unknown, count: number): boolean {
  if (!isRecord(field) || !Array.isArray(field.shape)) return false
  const { shape, values } = field
  if (!shape.every((side) => Number.isSafeInteger(side) && Number(side) >= 1)) return false
  const known = values instanceof Uint8Array || values instanceof Float32Array || values instanceof Int32Array
  return known && values.length === count * elementCount(shape.map(Number))
}
