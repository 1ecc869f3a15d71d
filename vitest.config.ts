// Unit tests run in Node; a file that needs a DOM says so in its first line.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'workers/**/*.test.ts'],
    // Against what hangs, not against what is slow: shaders compile for a minute on a software adapter and a busy machine.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
    // A golden that is missing fails, everywhere; `npm run test:unit -- -u` writes it.
    update: 'none',
  },
})
