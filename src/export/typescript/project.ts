// The files beside an exported file: its packages and its compiler settings.

/** `package.json` with pinned packages; `pictures`: the file reads pictures. */
export function packageJson(slug: string, { pictures }: { pictures: boolean }): string {
  const content = {
    name: slug,
    private: true,
    type: 'module',
    scripts: { start: `tsx ${slug}.ts`, check: 'tsc' },
    dependencies: {
      '@tensorflow/tfjs': '4.22.0',
      '@tensorflow/tfjs-backend-wasm': '4.22.0',
      ...(pictures ? { sharp: '0.35.5' } : {}),
    },
    devDependencies: { '@types/node': '^20.19.0', tsx: '^4.20.0', typescript: '^5.9.0' },
  }
  return JSON.stringify(content, null, 2) + '\n'
}

/** `tsconfig.json`: strict, without emitting; the typings of TensorFlow.js need `skipLibCheck`. */
export function tsconfigJson(slug: string): string {
  const compilerOptions = {
    target: 'ES2022',
    module: 'ESNext',
    moduleResolution: 'bundler',
    types: ['node'],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
  }
  return JSON.stringify({ compilerOptions, include: [`${slug}.ts`] }, null, 2) + '\n'
}
