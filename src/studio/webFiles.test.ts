// Fetching says plainly what is wrong.
import { afterEach, expect, test, vi } from 'vitest'
import { fetchFiles, presets } from './webFiles'

afterEach(() => vi.unstubAllGlobals())

test('files are named by the end of their address', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('abc')))
  const fetched = await fetchFiles(presets[2]?.addresses ?? [])
  expect(fetched.ok && fetched.value.map(({ name, size }) => [name, size])).toEqual([
    ['cifar-10-binary.tar.gz', 3],
  ])
})

test.each([
  ['ftp://a.example/b', 'ftp://a.example/b is not an address: it should begin with https://.'],
  ['nonsense', 'nonsense is not an address: it should begin with https://.'],
  ['https://a.example/b.zip', 'a.example answered 404 to /b.zip.'],
])('%s', async (address, message) => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('', { status: 404 })))
  expect(await fetchFiles([address])).toEqual({ ok: false, error: message })
})

test('a fetch that the browser refuses has its possible reasons', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  vi.stubGlobal('navigator', { onLine: true })
  expect(await fetchFiles(['https://a.example/b.zip'])).toEqual({
    ok: false,
    error:
      'https://a.example/b.zip could not be fetched: the address may be wrong, or a.example does not let other pages read it. Download it and choose the file instead.',
  })
})
