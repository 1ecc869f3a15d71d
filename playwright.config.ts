// End-to-end tests run against the built page, served with its strict content security policy.
import { createRequire } from 'node:module'
import { defineConfig } from '@playwright/test'

const { findBrowser } = createRequire(import.meta.url)('./src/scripts/browser.cjs') as {
  findBrowser: () => string | null
}
const executablePath = findBrowser()
const port = Number(process.env['GANVAS_TEST_PORT'] ?? 4193)

const quiet = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export default defineConfig({
  testDir: 'e2e',
  // Against what hangs, not against what is slow: a software adapter compiles for minutes on a busy machine.
  timeout: 480_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  workers: 1,
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${port}/ganvas/`,
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
  },
  projects: [
    {
      name: 'chromium',
      testIgnore: 'webgpu.spec.ts',
      use: { launchOptions: { args: quiet, ...(executablePath ? { executablePath } : {}) } },
    },
    {
      name: 'webgpu',
      testMatch: 'webgpu.spec.ts',
      use: {
        launchOptions: {
          args: [...quiet, '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
          ...(executablePath ? { executablePath } : {}),
        },
      },
    },
  ],
  webServer: {
    // A sub-path on purpose: the built site must work from any.
    command: `npx vite preview --base /ganvas/ --port ${port} --strictPort`,
    url: `http://localhost:${port}/ganvas/`,
    reuseExistingServer: false,
  },
})
