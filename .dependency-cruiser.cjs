// Who may import whom: the table of rooms as rules, with no circle and no arrow upwards. `npm run lint` holds it.

const tfjs = '@tensorflow/'
const pure = ['src/lib', 'src/document', 'src/kinds', 'src/compiler', 'src/export']
const numeric = ['src/tensors', 'src/engine', 'src/data', 'src/metrics']
/** Files of types alone, which any room above may read. */
const crossing = ['workers/data.api', 'workers/metrics.api', 'workers/trainer.api']
const typed = [...numeric.map((room) => `${room}/types`), ...crossing]
/** The walk back through a program: the one thing of the compiler that whoever runs programs needs, too. */
const walk = 'src/compiler/program/ancestors'
const page = ['react', 'react-dom', '@mantine/', '@tabler/', 'zustand']

/**
 * A room is a path; the longest that fits a file is its room. `rooms` and `packages` are what it may import at run time beside
 * itself, `types` what it may import for types alone. A package that ends in `/` stands for all that begin with it, `node:` for Node's own.
 */
const rooms = [
  { path: 'src/lib', rooms: [], packages: [], types: [] },
  { path: 'src/document', rooms: ['src/lib'], packages: ['zod', 'immer'], types: [] },
  { path: 'src/kinds', rooms: ['src/lib'], packages: ['zod'], types: ['src/document', tfjs] },
  { path: 'src/compiler', rooms: ['src/lib', 'src/document', 'src/kinds'], packages: ['zod'], types: [] },
  {
    path: 'src/export',
    rooms: ['src/lib', 'src/document', 'src/kinds', 'src/compiler', 'src/data/made'],
    packages: [],
    types: [],
  },
  {
    path: 'src/tensors',
    rooms: ['src/lib'],
    packages: [tfjs],
    types: ['src/kinds', 'webgpu', '@webgpu/types'],
  },
  {
    path: 'src/engine',
    rooms: ['src/lib', 'src/kinds', 'src/tensors', walk],
    packages: [tfjs],
    types: ['src/compiler', 'src/data'],
  },
  {
    path: 'src/data',
    rooms: ['src/lib', 'src/kinds'],
    packages: ['fflate', 'papaparse'],
    types: ['src/document', 'src/compiler'],
  },
  // The page lists the made sets, and exported files print them: no more than numbers and words.
  {
    path: 'src/data/made',
    rooms: ['src/lib'],
    packages: [],
    types: ['src/document', 'src/compiler', 'src/data'],
  },
  {
    path: 'src/metrics',
    rooms: ['src/lib', 'src/kinds', 'src/data', 'src/tensors', walk],
    packages: [tfjs],
    types: ['src/document', 'src/compiler', 'src/engine'],
  },
  { path: 'src/storage', rooms: ['src/lib', 'src/document'], packages: ['idb'], types: typed },
  {
    path: 'src/training',
    rooms: ['src/lib', 'src/document', 'src/kinds', 'src/compiler', 'src/storage', 'src/metrics/registry'],
    packages: ['comlink', 'zustand'],
    types: typed,
  },
  {
    path: 'src/state',
    rooms: ['src/lib', 'src/document', 'src/kinds', 'src/compiler', 'src/training'],
    packages: ['zustand', 'react'],
    types: [],
  },
  // What every vocabulary says of itself, in words.
  {
    path: 'src/reference',
    rooms: [...pure, 'src/data/made', 'src/metrics/registry'],
    packages: ['zod'],
    types: typed,
  },
  // What knows neither React nor React Flow.
  {
    path: 'src/editor/cards',
    rooms: [...pure, 'src/state', 'src/editor'],
    packages: ['elkjs'],
    types: typed,
  },
  {
    path: 'src/editor',
    rooms: [...pure, 'src/training', 'src/storage', 'src/state', 'src/ui', 'src/data/made'],
    packages: [...page, 'zod'],
    types: typed,
  },
  {
    path: 'src/editor/canvas',
    rooms: [...pure, 'src/training', 'src/storage', 'src/state', 'src/ui', 'src/editor'],
    packages: [...page, 'reactflow'],
    types: typed,
  },
  {
    path: 'src/studio',
    rooms: [
      ...pure,
      'src/training',
      'src/storage',
      'src/state',
      'src/ui',
      'src/data/made',
      'src/metrics/registry',
    ],
    packages: [...page, 'uplot'],
    types: typed,
  },
  { path: 'src/ui', rooms: ['src/lib'], packages: [...page, '@fontsource-variable/'], types: [] },
  {
    path: 'src/app',
    rooms: [
      ...pure,
      ...[
        'src/storage',
        'src/training',
        'src/state',
        'src/editor',
        'src/studio',
        'src/reference',
        'src/ui',
        'templates',
      ],
    ],
    packages: [...page, 'fflate'],
    types: typed,
  },
  { path: 'workers/data.api', rooms: [], packages: [], types: ['src/document', 'src/compiler', 'src/data'] },
  {
    path: 'workers/metrics.api',
    rooms: [],
    packages: [],
    types: ['src/lib', 'src/compiler', 'src/metrics', 'workers/trainer.api'],
  },
  {
    path: 'workers/trainer.api',
    rooms: [],
    packages: [],
    types: [...pure, ...numeric, 'workers/data.api'],
  },
  {
    path: 'workers',
    rooms: [...pure, ...numeric, 'src/storage'],
    packages: ['comlink', tfjs],
    types: [],
  },
  {
    path: 'src/cli',
    rooms: [...pure, ...numeric, 'workers', 'templates', 'src/scripts/browser'],
    packages: ['node:', tfjs, 'sharp', 'webgpu'],
    types: [],
  },
  {
    path: 'src/checks',
    rooms: [...pure, ...numeric, 'src/cli', 'src/scripts', 'workers', 'templates', 'e2e'],
    packages: ['node:', tfjs, 'sharp', 'typescript', 'zod', '@playwright/test'],
    types: [],
  },
  {
    path: 'src/scripts',
    rooms: [...pure, ...numeric, 'src/reference', 'src/cli', 'src/checks', 'workers', 'templates', 'e2e'],
    packages: ['node:', tfjs, 'sharp', 'zod', 'prettier', 'typescript', '@playwright/test'],
    types: [],
  },
]

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
const local = '^(src|workers|templates|e2e)/'
const tests = '\\.test\\.tsx?$|/testing/|/fixtures/'
const inRoom = (path) => `^${escape(path)}(/|\\.|$)`
const ofPackage = (name) =>
  name === 'node:'
    ? '^(node:)?[a-z][a-z_0-9]*(/promises)?$'
    : `(^|node_modules/)(@types/)?${escape(name)}${name.endsWith('/') ? '' : '(/|$)'}`
const isRoom = (name) => new RegExp(local).test(`${name}/`)

const rulesOf = (room) => {
  const { path, types } = room
  const inner = rooms.filter((other) => other.path !== path && other.path.startsWith(`${path}/`))
  const from = { path: inRoom(path), pathNot: [tests, ...inner.map((other) => inRoom(other.path))] }
  const mayRun = [inRoom(path), ...room.rooms.map(inRoom), ...room.packages.map(ofPackage)]
  const mayType = [...mayRun, ...types.map((name) => (isRoom(name) ? inRoom(name) : ofPackage(name)))]
  const styles = '\\.(css|svg)$'
  return [
    {
      name: `${path} at run time`,
      comment: `What ${path} may import at run time is in .dependency-cruiser.cjs; a type may need \`import type\`.`,
      severity: 'error',
      from,
      to: { pathNot: [styles, ...mayRun], dependencyTypesNot: ['type-only'] },
    },
    {
      name: `${path} for types`,
      comment: `What ${path} may import is in .dependency-cruiser.cjs.`,
      severity: 'error',
      from,
      to: { pathNot: [styles, ...mayType] },
    },
  ]
}

module.exports = {
  forbidden: [
    {
      name: 'no circle',
      comment: 'Types at the bottom, or the one hands the other in as an argument.',
      severity: 'error',
      from: { pathNot: tests },
      to: { circular: true },
    },
    {
      name: 'in a room',
      comment: 'Every file stands in a room of the table.',
      severity: 'error',
      from: { path: local, pathNot: [tests, '^e2e/', ...rooms.map(({ path }) => inRoom(path))] },
      to: {},
    },
    {
      name: 'tests are for tests',
      comment: 'What only tests use lies in a folder `testing`, and nothing else reads it.',
      severity: 'error',
      from: { path: local, pathNot: [tests, '^e2e/', '^src/checks/', '^src/scripts/'] },
      to: { path: '/testing/' },
    },
    ...rooms.flatMap(rulesOf),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default', 'types'],
    },
  },
}
