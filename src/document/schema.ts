// What a document is made of: its structure as zod schemas, from which the types and the published JSON Schema are derived.
import { z } from 'zod'

z.config({ jitless: true })

/** Ids become variable names in exports; `isReservedWord` is checked beside this pattern. */
export const idPattern = /^[a-z][a-z0-9_]*$/
const id = z.string().max(64).regex(idPattern)
/** `id`, or `id.output` where the source has several outputs. */
const reference = z
  .string()
  .max(129)
  .regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$/)
const title = z.string().max(200).optional()
const record = <Schema extends z.ZodType>(schema: Schema) => z.record(id, schema)
const params = z.record(z.string().max(64), z.json())

export const domains = [
  'any',
  'latent',
  'point',
  'image',
  'unit_image',
  'features',
  'logit',
  'probability',
  'one_hot',
  'label',
  'tokens',
  'scalar',
] as const
const domain = z.enum(domains)

const shape = z.array(z.int().min(1).max(65_536)).max(4)

/** A number, or a curve over the fraction of the planned rounds that is done. */
const curve = z.union([
  z.number(),
  z.strictObject({
    kind: z.enum(['step', 'linear']),
    points: z
      .array(z.tuple([z.number().min(0).max(1), z.number()]))
      .min(1)
      .max(64),
  }),
])

const port = z.strictObject({
  shape,
  domain,
  classes: z.int().min(2).max(65_536).optional(),
  vocabulary: z.int().min(2).max(65_536).optional(),
  /** Tokens: the words of ids 1 and up (0 is padding). Labels: the names of the classes. */
  words: z.array(z.string().min(1).max(64)).max(65_536).optional(),
})

const layer = z.strictObject({ kind: id, title, in: record(reference), params })

/** A network output without a source yet is the empty text. */
const output = z.union([reference, z.literal('')])

const network = z.strictObject({
  title,
  frozen: z.boolean().optional(),
  inputs: record(port),
  layers: record(layer),
  outputs: record(output),
})

const value = z.strictObject({
  kind: id,
  title,
  network: id.optional(),
  in: record(reference).default({}),
  params: params.default({}),
})

const player = z.strictObject({
  title,
  trains: z.array(z.string().max(200)).max(64),
  minimizes: z.record(reference, curve),
  optimizer: z.strictObject({ kind: id, params: z.record(z.string().max(64), z.union([z.json(), curve])) }),
  average: z.number().min(0).max(0.999999),
  /** Largest length of all its gradients together; absent or 0: not clipped. */
  clipGradients: z.number().min(0).max(1e6).optional(),
  /** Every weight stays between ±this after each update; absent or 0: not clipped. */
  clipWeights: z.number().min(0).max(1e6).optional(),
  /** This times the weight is added to its gradient, as PyTorch's optimizers do. */
  weightDecay: z.number().min(0).max(1).optional(),
})

const phase = z.strictObject({
  until: z.number().gt(0).max(1),
  steps: z
    .array(z.strictObject({ step: z.array(id).min(1).max(16), times: z.int().min(1).max(1000) }))
    .max(64),
})

/** What every view has; the rest are references under the names of the fields that its way of showing a value has. */
const viewShape = {
  title,
  value: reference,
  as: id,
  count: z.int().min(1).max(5000),
  weights: z.enum(['average', 'current']),
}

/** The names that no field of a view may have. */
export const commonViewFields: readonly string[] = Object.keys(viewShape)

interface View {
  title?: string | undefined
  value: string
  as: string
  count: number
  weights: 'average' | 'current'
  [field: string]: string | number | undefined
}

/**
 * What the page shows of a value: `as` is a kind of view, and the references beside `value` are what it shows with it, all from
 * the same draw. Which those are is the kind's to say (src/kinds/views) and the compiler's to check.
 */
const view: z.ZodType<View> = z.object(viewShape).catchall(reference)

const dataSection = z.strictObject({
  title,
  source: z.string().regex(/^(made\/[a-z][a-z0-9_]*|own\/[0-9a-f]{64})$/),
  seed: z.int().min(0).max(4_294_967_295),
  count: z.int().min(1).max(10_000_000),
  fields: record(port),
  /** What the user drew, for sets of points that follow it: 24 rows of 24 levels 0 … 9, the top row first. */
  density: z
    .array(z.string().regex(/^[0-9]{24}$/))
    .length(24)
    .optional(),
})

export const documentSchema = z.strictObject({
  /** Where editors find the JSON Schema of documents: kept for them as it stands, and read by nobody here. */
  $schema: z.string().max(500).optional(),
  format: z.literal('ganvas'),
  version: z.literal(1),
  title: z.string().max(200),
  about: z.string().max(20_000),
  paper: z.string().max(200).optional(),
  order: z.number().optional(),
  knobs: z
    .array(
      z.strictObject({
        label: z.string().max(80),
        set: z.array(z.string().startsWith('/').max(300)).min(1).max(32),
      }),
    )
    .max(32),
  data: record(dataSection),
  networks: record(network),
  game: z.strictObject({
    batch: z.int().min(1).max(4096),
    seed: z.int().min(0).max(4_294_967_295),
    rounds: z.int().min(1).max(10_000_000),
    values: record(value),
    players: record(player),
    schedule: z.array(phase).min(1).max(32),
    views: record(view),
  }),
  /** Card positions per graph: `game` and the networks' ids. Hash, compile and diff ignore it. */
  layout: z.record(id, z.record(z.string().max(80), z.tuple([z.number(), z.number()]))),
})
