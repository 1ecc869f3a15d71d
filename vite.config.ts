// Build settings: a static site that works from any sub-path, with the trainer in an ES-module worker.
import { readdirSync, readFileSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { dependencyFolders, packageOf, thirdParties } from './src/scripts/licenses/packages.ts'
import { licensesPage } from './src/scripts/licenses/page.ts'

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

/** Folders of the packages that the page and its workers are made of. */
const bundled = new Set<string>()

/** Notes which packages end in a bundle; workers are bundled before the page that starts them is. */
function packagesInBundle(): Plugin {
  return {
    name: 'packages-in-bundle',
    generateBundle(_, bundle) {
      const parts = Object.values(bundle)
      const files = parts.flatMap((part) => (part.type === 'chunk' ? part.moduleIds : part.originalFileNames))
      for (const file of files) {
        const folder = packageOf(file)
        if (folder !== null) bundled.add(folder)
      }
    },
  }
}

/** Adds `licenses.html`: of what is bundled, or in development of all that may be. Must follow `packagesInBundle`. */
function licenses(): Plugin {
  const page = (folders: Iterable<string>) =>
    licensesPage(readFileSync('LICENSE', 'utf8'), thirdParties(folders))
  return {
    name: 'licenses',
    configureServer: (server) => {
      server.middlewares.use('/licenses.html', (_, response) => {
        response.setHeader('Content-Type', 'text/html; charset=utf-8')
        response.end(page(dependencyFolders('.')))
      })
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'licenses.html', source: page(bundled) })
    },
  }
}

export default defineConfig({
  base: './',
  plugins: [react(), contentSecurityPolicy(), wasmBinaries(), packagesInBundle(), licenses()],
  worker: { format: 'es', plugins: () => [packagesInBundle()] },
  // The worker's packages too: found later, they would reload the page in the middle of its first training.
  optimizeDeps: { entries: ['index.html', 'workers/trainer.worker.ts'] },
  build: { target: 'es2022', chunkSizeWarningLimit: 2000, assetsInlineLimit: 0 },
})
