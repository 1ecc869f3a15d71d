// How reductions over all axes but the last are shared out: a workgroup takes some channels and some of their rows.
import { elementCount } from '../../../lib/format'

/** Rows of a chunk are walked by threads of one channel each, side by side, so that neighbours read neighbouring numbers. */
export interface ChannelPlan {
  rows: number
  channels: number
  /** Workgroups that share a channel's rows, each with a part of the sum. */
  chunks: number
  /** How many such reductions lie one behind the other. */
  samples: number
  rowsOfChunk: number
  threads: readonly [number, number, 1]
  workgroups: readonly [number, number, number]
}

const threadsTogether = 256
/** Enough to keep a large GPU busy, few enough to add up in a row. */
const wantedWorkgroups = 256
/** What a thread should have to do before rows are split further. */
const leastRowsOfThread = 8

/** A plan for a tensor of this shape, seen as [rows, channels], or for as many as there are samples. */
export function planChannels(shape: readonly number[], samples = 1): ChannelPlan {
  const channels = shape.at(-1) ?? 1
  const rows = channels === 0 ? 0 : elementCount(shape) / channels
  const across = [1, 4, 16].find((width) => channels <= width) ?? 64
  const down = threadsTogether / across
  const blocks = Math.ceil(channels / across)
  const most = Math.ceil(rows / (down * leastRowsOfThread))
  const wanted = Math.max(1, Math.min(Math.ceil(wantedWorkgroups / (blocks * samples)), most))
  const rowsOfChunk = Math.max(1, Math.ceil(rows / wanted))
  const chunks = Math.max(1, Math.ceil(rows / rowsOfChunk))
  const threads = [across, down, 1] as const
  return { rows, channels, chunks, samples, rowsOfChunk, threads, workgroups: [blocks, chunks, samples] }
}

/** What `chunkCode` reads. */
export const chunkUniforms = 'rows : i32, channels : i32, rowsOfChunk : i32, '

/**
 * `fn main()` that adds up `sums` numbers a row: `row(at, channel)` is an expression for a vec2 whose members are summed by channel
 * (the second may be 0). Parts lie as [samples, chunks, sums, channels]. Threads of a channel are added up by halves, in a fixed order.
 */
export function chunkCode({ threads: [across, down] }: ChannelPlan, sums: 1 | 2, row: string): string {
  const second =
    sums === 2 ? `result[(place + 1) * uniforms.channels + channel] = shared_sums[localId.x].y;` : ''
  return `
    var<workgroup> shared_sums : array<vec2<f32>, ${across * down}>;
    ${row}
    fn main() {
      let channel = i32(workgroupId.x) * ${across} + i32(localId.x);
      let first = i32(workgroupId.y) * uniforms.rowsOfChunk;
      let end = min(first + uniforms.rowsOfChunk, uniforms.rows);
      let before = i32(workgroupId.z) * uniforms.rows;
      var sum = vec2<f32>(0.0);
      if (channel < uniforms.channels) {
        for (var at = first + i32(localId.y); at < end; at += ${down}) {
          sum += row((before + at) * uniforms.channels + channel, channel);
        }
      }
      let own = localId.y * ${across}u + localId.x;
      shared_sums[own] = sum;
      workgroupBarrier();
      for (var half = ${down / 2}u; half > 0u; half /= 2u) {
        if (localId.y < half) { shared_sums[own] += shared_sums[own + half * ${across}u]; }
        workgroupBarrier();
      }
      if (localId.y == 0u && channel < uniforms.channels) {
        let place = i32(workgroupId.z * numWorkgroups.y + workgroupId.y) * ${sums};
        result[place * uniforms.channels + channel] = shared_sums[localId.x].x;
        ${second}
      }
    }`
}
