// Unpacks gzip with the platform's own decoder, never further than the caller allows.
import { type Result, fail, succeed } from '../../lib/result'

/** Whether the bytes start as gzip does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

/**
 * Unpacks a gzip file of which `allowed(start)` bytes are wanted, asked once the first `startBytes` are there (or the end):
 * a stream that goes on for longer is cut one byte beyond, so that a small file cannot fill the memory. Refuses a broken
 * stream with the number of bytes that came out of it, as a sentence without its subject.
 */
export async function gunzip(
  packed: Uint8Array<ArrayBuffer>,
  { startBytes, allowed }: { startBytes: number; allowed: (start: Uint8Array) => number },
): Promise<Result<Uint8Array<ArrayBuffer>, string>> {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip')).getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  let limit = Infinity
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      chunks.push(value)
      length += value.length
      if (limit === Infinity && length >= startBytes) limit = allowed(join(chunks, startBytes)) + 1
      if (length < limit) continue
      await reader.cancel().catch(() => undefined)
      break
    }
  } catch {
    return fail(
      `is gzipped, but the gzip stream breaks off after ${length} unpacked bytes (the file has ${packed.length}).`,
    )
  }
  return succeed(join(chunks, Math.min(length, limit)))
}

/** The first `length` bytes of the chunks. */
function join(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    joined.set(chunk.subarray(0, length - at), at)
    at += Math.min(chunk.length, length - at)
  }
  return joined
}
