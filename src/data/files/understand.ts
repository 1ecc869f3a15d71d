// Understands what a user gave by its content: which of the known forms, how many samples, of what size. Decodes no picture.
import { succeed, fail, type Result } from '../../lib/result'
import { own } from '../../lib/own'
import type { Failure } from '../../lib/failure'
import { isCifar } from './cifar'
import { arrangePictures, type FoundPicture, type PictureForm } from './arrange'
import { isGzip } from './gunzip'
import { idxComplaint } from './idx'
import { type Member, type Skipped, nameOf } from './member'
import { isNpy } from './npy'
import { pictureFormat, pictureSize } from './picture'
import type { Unpacked } from './unpack'

/** The forms that are read. Files of several forms together are refused, text beside pictures apart. */
export type Understood = { skipped: Skipped[]; title: string } & (
  | { form: 'idx' | 'cifar' | 'numpy'; files: { path: string; bytes: Uint8Array<ArrayBuffer> }[] }
  | ({ form: 'pictures' } & PictureForm)
)

type Content = 'idx' | 'cifar' | 'numpy' | 'picture' | 'text'

/** What each member is; those that are nothing known, or cannot be unpacked, are listed as skipped. */
export function understandFiles({ members, skipped }: Unpacked, title: string): Result<Understood, Failure> {
  const left = [...skipped]
  const byContent = new Map<Content, { member: Member; bytes: Uint8Array<ArrayBuffer> }[]>()
  const pictures: FoundPicture[] = []
  for (const member of members) {
    const read = member.read()
    if (!read.ok) {
      left.push({ path: member.path, reason: read.error })
      continue
    }
    if (read.value.length === 0) {
      left.push({ path: member.path, reason: 'is empty' })
      continue
    }
    const content = contentOf(member.path, read.value)
    if (content === null) left.push({ path: member.path, reason: complaintOf(member.path, read.value) })
    else if (content !== 'picture')
      byContent.set(content, [...(byContent.get(content) ?? []), { member, bytes: read.value }])
    else {
      const size = pictureSize(read.value)
      if (size.ok) pictures.push({ member, ...size.value })
      else left.push({ path: member.path, reason: size.error })
    }
  }
  const forms = (['idx', 'cifar', 'numpy'] as const).filter((form) => byContent.has(form))
  const [form] = forms
  if (forms.length + (pictures.length > 0 ? 1 : 0) > 1)
    return mixed([...forms, ...(pictures.length > 0 ? ['pictures'] : [])])
  if (form !== undefined) {
    const files = (byContent.get(form) ?? []).map(({ member, bytes }) => ({ path: member.path, bytes }))
    return succeed({ form, files, skipped: left, title })
  }
  if (pictures.length === 0) {
    const texts = (byContent.get('text') ?? []).map(({ member }) => ({
      path: member.path,
      reason: 'holds text, and there are no pictures that it could belong to',
    }))
    return nothing([...left, ...texts])
  }
  const texts = (byContent.get('text') ?? []).map(({ member, bytes }) => ({
    path: member.path,
    text: new TextDecoder().decode(bytes),
  }))
  const arranged = arrangePictures(pictures, texts)
  return succeed({ form: 'pictures', ...arranged.form, skipped: [...left, ...arranged.skipped], title })
}

function contentOf(path: string, bytes: Uint8Array): Content | null {
  if (pictureFormat(bytes) !== null) return 'picture'
  if (isNpy(bytes)) return 'numpy'
  if (isGzip(bytes) || (bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 8)) return 'idx'
  if (isText(bytes)) return 'text'
  if (isCifar(bytes)) return 'cifar'
  return /idx[13]-ubyte/.test(nameOf(path)) ? 'idx' : null
}

const pictureNames: Record<string, string> = {
  png: 'PNG',
  jpg: 'JPEG',
  jpeg: 'JPEG',
  gif: 'GIF',
  webp: 'WebP',
  bmp: 'BMP',
}

/** What is wrong with a file of no known form, and how to mend it, in terms of what its name says that it is. */
function complaintOf(path: string, bytes: Uint8Array): string {
  const ending = /\.(\w+)$/.exec(nameOf(path))?.[1]?.toLowerCase() ?? ''
  const picture = own(pictureNames, ending)
  if (picture !== undefined)
    return `does not hold a ${picture} picture; it may be damaged: save it again as PNG or JPEG`
  if (/^(heic|heif|avif|tiff?)$/.test(ending))
    return 'is a picture of a form that cannot be read here: save it as PNG or JPEG'
  const likeIdx = /idx|ubyte/i.test(nameOf(path)) || (bytes[0] === 0 && bytes[1] === 0)
  const complaint = likeIdx ? idxComplaint(bytes) : null
  return complaint ?? 'is no picture, and holds no numbers in IDX, CIFAR-10 or NumPy form'
}

/** UTF-8 without control characters, as far as the first kilobytes show. */
function isText(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, 4096)
  if (start.some((byte) => byte < 9 || (byte > 13 && byte < 32))) return false
  const decoded = new TextDecoder('utf-8').decode(start, { stream: true })
  return !decoded.includes('\ufffd')
}

const formNames: Record<string, string> = { idx: 'IDX files', cifar: 'CIFAR-10 files', numpy: 'NumPy arrays' }

function mixed(forms: readonly string[]): Result<never, Failure> {
  const names = forms.map((form) => formNames[form] ?? form)
  return fail({
    code: 'files_mixed',
    message: `There are ${names.join(' and ')} together.`,
    remedy: 'Give the files of one data set at a time.',
  })
}

function nothing(skipped: readonly Skipped[]): Result<never, Failure> {
  const [first, ...others] = skipped
  const why = first ? `${first.path} ${first.reason}` : 'There are no files'
  return fail({
    code: 'files_refused',
    message:
      others.length === 0 ? `${why}.` : `Nothing of ${skipped.length} files can be trained on: ${why}.`,
    remedy:
      'Give pictures (PNG, JPEG, WebP, GIF, BMP), a folder or ZIP of them, MNIST or CIFAR-10 files, or NumPy arrays.',
  })
}
