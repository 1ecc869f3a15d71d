// File names hold nothing that a file system or a shell minds.
import { expect, test } from 'vitest'
import { fileName } from './download'

test('titles become plain file names', () => {
  expect(fileName('WGAN-GP (ring)')).toBe('wgan-gp-ring')
  expect(fileName('  ../../etc/passwd ')).toBe('etc-passwd')
  expect(fileName('数字')).toBe('untitled')
  expect(fileName('x'.repeat(300))).toHaveLength(60)
})
