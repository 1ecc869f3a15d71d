// Brings documents of earlier versions up to date: one linear list of numbered, named steps.

/** One step of the format: from version `to - 1` to version `to`. Input and output are plain data, not yet validated. */
export interface Migration {
  to: number
  name: string
  migrate(document: Record<string, unknown>): Record<string, unknown>
}

/** In order, without gaps; never edited after release. Version 1 is the first, so there is nothing before it. */
const migrations: readonly Migration[] = []

/** The version that this code writes. */
export const currentVersion = 1 + migrations.length

/** Applies every step that lies between the document's version and the newest, and stamps the result with it. */
export function migrateDocument(
  document: Record<string, unknown>,
  from: number,
  steps: readonly Migration[] = migrations,
): Record<string, unknown> {
  return steps
    .filter((step) => step.to > from)
    .reduce((result, step) => ({ ...step.migrate(result), version: step.to }), document)
}
