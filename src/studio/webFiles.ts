// Data from the web: known sets at their public places, and any address; read by the same readers as files from disk.
import { fail, succeed, type Result } from '../lib/result'

/** Sets that many people know, and where they are kept for everyone. */
export const presets: { title: string; addresses: string[] }[] = [
  {
    title: 'MNIST, 70,000 digits',
    addresses: ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'].map(
      (name) => `https://storage.googleapis.com/cvdf-datasets/mnist/${name}-ubyte.gz`,
    ),
  },
  {
    title: 'Fashion-MNIST, 70,000 pieces of clothing',
    addresses: ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'].map(
      (name) =>
        `https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/${name}-ubyte.gz`,
    ),
  },
  {
    title: 'CIFAR-10, 60,000 small photographs',
    addresses: ['https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz'],
  },
]

const longestSeconds = 300

/**
 * Fetches files. A browser hides why a fetch failed, so the sentence names what is possible: no network, a wrong address, or
 * a server that does not let other pages read.
 */
export async function fetchFiles(addresses: readonly string[]): Promise<Result<File[], string>> {
  const files: File[] = []
  for (const address of addresses) {
    const url = parseAddress(address)
    if (url === null) return fail(`${address} is not an address: it should begin with https://.`)
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(longestSeconds * 1000) })
      if (!response.ok) return fail(`${url.host} answered ${response.status} to ${url.pathname}.`)
      files.push(new File([await response.blob()], url.pathname.split('/').at(-1) || url.host))
    } catch {
      const why = navigator.onLine
        ? `the address may be wrong, or ${url.host} does not let other pages read it`
        : 'this machine is not on line'
      return fail(`${url.href} could not be fetched: ${why}. Download it and choose the file instead.`)
    }
  }
  return succeed(files)
}

function parseAddress(address: string): URL | null {
  if (!URL.canParse(address.trim())) return null
  const url = new URL(address.trim())
  return url.protocol === 'https:' ? url : null
}
