// The JSON Schema of the document, from the zod schemas of the document and of every kind's parameters, and every view's fields.
import { format } from 'prettier'
import { z } from 'zod'
import { commonViewFields, documentSchema } from '../document/schema'
import { layers, optimizers, values } from '../kinds/registry'
import { views } from '../kinds/views/registry'

type JsonSchema = Record<string, unknown>

/** Draft 2020-12. Editors that read `$schema` then complete kinds and check parameters while a document is typed. */
export function documentJsonSchema(): JsonSchema {
  const schema: JsonSchema = z.toJSONSchema(documentSchema, { io: 'input' })
  const layer = at(schema, 'properties', 'networks', 'additionalProperties', 'properties', 'layers')
  const game = at(schema, 'properties', 'game', 'properties')
  constrain(at(layer, 'additionalProperties'), layers)
  constrain(at(game, 'values', 'additionalProperties'), values)
  const optimizer = at(game, 'players', 'additionalProperties', 'properties', 'optimizer')
  const curve = at(game, 'players', 'additionalProperties', 'properties', 'minimizes', 'additionalProperties')
  constrain(optimizer, optimizers, (params) => {
    const properties = at(params, 'properties')
    properties['rate'] = { anyOf: [properties['rate'], curve] }
  })
  constrainViews(at(game, 'views', 'additionalProperties'))
  return { ...schema, title: 'Ganvas document' }
}

/** The schema as the file that is shipped: beside the built page, and in the repository. */
export function documentSchemaText(): Promise<string> {
  return format(JSON.stringify(documentJsonSchema()), { parser: 'json', printWidth: 110 })
}

/** Ties the references of a view to `as`: one condition a kind, which names the fields that it has and no others. */
function constrainViews(node: JsonSchema): void {
  at(node, 'properties')['as'] = { type: 'string', enum: Object.keys(views) }
  node['allOf'] = Object.entries(views).map(([id, { doc, fields }]) => {
    const properties: JsonSchema = {}
    for (const [name, field] of Object.entries(fields))
      properties[name] = { description: field.doc ?? field.title }
    const propertyNames = { enum: [...commonViewFields, ...Object.keys(fields)] }
    const is = { properties: { as: { const: id } }, required: ['as'] }
    return { if: is, then: { description: doc, properties, propertyNames } }
  })
}

/** Ties `params` to `kind`: one condition a kind. Unknown kinds pass, as they parse. */
function constrain(
  node: JsonSchema,
  kinds: Readonly<Record<string, { doc: string; params: z.ZodType }>>,
  adjust: (params: JsonSchema) => void = () => undefined,
): void {
  at(node, 'properties', 'kind')['examples'] = Object.keys(kinds)
  node['allOf'] = Object.entries(kinds).map(([id, kind]) => {
    const { $schema: _, ...params } = z.toJSONSchema(kind.params, { io: 'input' }) as JsonSchema
    adjust(params)
    const is = { properties: { kind: { const: id } }, required: ['kind'] }
    return { if: is, then: { properties: { params: { ...params, description: kind.doc } } } }
  })
}

/** A place inside a schema; a place that is not there means that the document's schema changed, and throws. */
function at(schema: JsonSchema, ...path: readonly string[]): JsonSchema {
  return path.reduce((node, key) => {
    const next = node[key]
    if (typeof next !== 'object' || next === null)
      throw new Error(`the schema has nothing at ${path.join('.')}`)
    return next as JsonSchema
  }, schema)
}
