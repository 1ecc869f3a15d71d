// Build settings: a static site that works from any sub-path, with the trainer in an ES-module worker.
import { readdirSync, readFileSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self' https:",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "manifest-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** Writes the content security policy into the built page; the development client needs none of it. */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
        injectTo: 'head-prepend',
      },
    ],
  }
}

/** Serves the wasm backend's binaries from `wasm/`, under the names that the backend asks for. */
function wasmBinaries(): Plugin {
  const folder = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/'
  const names = readdirSync(folder).filter((name) => name.endsWith('.wasm'))
  return {
    name: 'wasm-binaries',
    configureServer: (server) => {
      server.middlewares.use('/wasm/', (request, response, next) => {
        const name = names.find((known) => request.url === `/${known}`)
        if (!name) return next()
        response.setHeader('Content-Type', 'application/wasm')
        response.end(readFileSync(folder + name))
      })
    },
    generateBundle() {
      for (const name of names)
        this.emitFile({ type: 'asset', fileName: `wasm/${name}`, source: readFileSync(folder + name) })
    },
  }
}

export default defineConfig({
  base: './',
  plugins: [react(), contentSecurityPolicy(), wasmBinaries()],
  worker: { format: 'es' },
  // The worker's packages too: found later, they would reload the page in the middle of its first training.
  optimizeDeps: { entries: ['index.html', 'workers/trainer.worker.ts'] },
  build: { target: 'es2022', chunkSizeWarningLimit: 2000, assetsInlineLimit: 0 },
})
