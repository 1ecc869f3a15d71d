// What an exported file reads from disk: IDX files, or a folder of picture files, one to a sample or two side by side.
import type { DataSection } from '../../document/types'
import { statement, type Code } from './layout'
import type { Plan } from './plan'
import { samplerOf } from './samplers'
import { quote, scalarText } from './text'

function isPicture({ shape }: { shape: readonly number[] }): boolean {
  return shape.length === 3
}

function picturesOf({ fields }: DataSection): [field: string, shape: readonly number[]][] {
  return Object.entries(fields).flatMap(([field, port]): [string, readonly number[]][] =>
    isPicture(port) ? [[field, port.shape]] : [],
  )
}

/**
 * Whether a section is read from picture files: nothing makes its samples, no label is drawn with them, and they are pairs or in
 * colour, which IDX files hardly ever hold.
 */
export function readsFolder(plan: Plan, id: string): boolean {
  const section = plan.program.data[id]
  if (section === undefined || samplerOf(section)) return false
  const drawn = plan.fieldsOf(id).flatMap((field) => section.fields[field] ?? [])
  if (drawn.length === 0 || !drawn.every(isPicture)) return false
  const pictures = picturesOf(section)
  return pictures.length > 1 || pictures.some(([, shape]) => shape[2] === 3)
}

/** Whether a section can be read from IDX files: what is drawn is pictures of one field, with one label or none. */
export function readsIdx(plan: Plan, id: string): boolean {
  if (readsFolder(plan, id)) return false
  const section = plan.program.data[id]
  const ports = plan.fieldsOf(id).flatMap((field) => section?.fields[field] ?? [])
  const labels = ports.filter(({ domain }) => domain === 'label')
  return ports.length - labels.length === 1 && labels.length <= 1 && ports.some(isPicture)
}

/** The first line of an opener; a parameter moves to a line of its own where the line would be too long. */
export function opening(start: string, parameter: string, type: string): string {
  const flat = `${start}(${parameter}): ${type} {`
  if (flat.length <= 110 || parameter === '') return flat
  return [`${start}(`, `  ${parameter},`, `): ${type} {`].join('\n')
}

/** Refuses to go on where nothing was said after `--data`. */
export function missingFolder(what: string): string[] {
  const sentence = `Say where the data are: --data DIR, ${what}.`
  return [
    '  if (folder === undefined) {',
    statement('throw ', { call: 'new Error', args: [quote(sentence)] }, 4),
    '  }',
  ]
}

/** The function that opens a section of picture files. */
export function printFolderOpener(
  plan: Plan,
  { id, section, type }: { id: string; section: DataSection; type: string },
): string {
  const pictures = picturesOf(section)
  const code = (shape: readonly number[]): Code => ({ items: shape.map(scalarText) })
  const shapes: Code = { entries: pictures.map(([field, shape]) => [field, code(shape)]) }
  const taken = plan.fieldsOf(id).map((field): [string, Code] => {
    const shape = section.fields[field]?.shape ?? []
    return [field, { call: 'takePictures', args: [`pictures.${field}`, 'picks', code(shape)] }]
  })
  const [first, second] = pictures
  const sides = second ? `, ${first?.[0]} on the left and ${second[0]} on the right of each` : ''
  const what = `a folder of pictures (PNG, JPEG, WebP, GIF)${sides}`
  return [
    `/** The data ${id}: ${what}. */`,
    opening(`async function ${plan.openerOf(id)}`, 'folder: string | undefined', `Promise<() => ${type}>`),
    ...missingFolder(what),
    statement('const pictures = ', { call: 'await readFolder', args: ['folder', shapes] }, 2),
    `  const count = pictures.${first?.[0]}.shape[0]`,
    '  return () => {',
    '    const picks = Array.from({ length: batchSize }, () => Math.floor(Math.random() * count))',
    statement('return ', { entries: taken }, 4),
    '  }',
    '}',
  ].join('\n')
}

/** Reads picture files as Ganvas does: by proportions it knows pairs, folders of test pictures are left out. */
export const readFolder = `/** The pictures for training in a folder and those below it, at the size of each field. Twice as wide as high, they are pairs. */
async function readFolder<Field extends string>(
  folder: string,
  shapes: Record<Field, number[]>,
): Promise<Record<Field, Idx>> {
  if (!existsSync(folder)) throw new Error(\`There is no folder \${folder}.\`)
  const isTest = (path: string) => /(^|[\\\\/])(test|val|valid|validation)[\\\\/]/i.test(path)
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const paths = all.filter((path) => /\\.(png|jpe?g|webp|gif)$/i.test(path)).sort()
  const training = paths.some((path) => !isTest(path)) ? paths.filter((path) => !isTest(path)) : paths
  const fields = Object.keys(shapes) as Field[]
  const read: { path: string; wide: boolean }[] = []
  const leaveOut = (path: string) => console.warn(\`\${path} cannot be read and is left out.\`)
  for (const path of training.map((name) => join(folder, name))) {
    const size = await sharp(path).metadata().catch(leaveOut.bind(null, path))
    if (size) read.push({ path, wide: size.width === 2 * size.height })
  }
  const paired = fields.length === 2 && read.filter(({ wide }) => wide).length >= 0.9 * read.length
  const kept = paired ? read.filter(({ wide }) => wide) : read
  const sizes = new Set(fields.map((field) => shapes[field].join()))
  if (!paired && kept.length > 0 && sizes.size < fields.length) {
    throw new Error(\`The pictures in \${folder} are no pairs, which are twice as wide as high.\`)
  }
  const samples: Buffer[][] = []
  for (const { path } of kept) {
    const parts = fields.map((field, at) => readPicture(path, shapes[field], paired ? at : null))
    const sample = await Promise.all(parts).catch(leaveOut.bind(null, path))
    if (sample) samples.push(sample)
  }
  if (samples.length === 0) throw new Error(\`There is no picture in \${folder} that can be read.\`)
  const entries = fields.map((field, at) => {
    const bytes = Buffer.concat(samples.map((sample) => sample[at]))
    return [field, { shape: [samples.length, ...shapes[field]], bytes }]
  })
  return Object.fromEntries(entries) as Record<Field, Idx>
}

/** A picture, or its half (0: left, 1: right), cropped and scaled to height × width × channels bytes. */
async function readPicture(
  path: string,
  [height, width, channels]: number[],
  half: number | null,
): Promise<Buffer> {
  const upright = sharp(path, { failOn: 'error' }).rotate()
  const opaque = upright.flatten({ background: 'white' }).toColourspace('srgb')
  const { data, info } = await opaque.raw().toBuffer({ resolveWithObject: true })
  const whole = sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
  const side = Math.floor(info.width / 2)
  const box = { left: (half ?? 0) * side, top: 0, width: side, height: info.height }
  const part = half === null ? whole : whole.extract(box)
  const scaled = part.resize(width, height, { fit: 'cover', kernel: 'linear' })
  if (channels === 1) scaled.toColourspace('b-w')
  return scaled.raw().toBuffer()
}`
