// Problems of parameters: what a kind's schema refuses, with the value that it would take.
import { issuePath, issueSentence } from '../../document/issues'
import { pointer } from '../../document/pointer'
import { deletion, problem, setting } from '../../document/problems'
import type { Json, Problem } from '../../document/types'
import { defaultParams } from '../../kinds/registry'
import type { OptimizerKind } from '../../kinds/optimizerTypes'
import type { Kind } from '../../kinds/types'
import { own } from '../../lib/own'

type Issue = Parameters<typeof issueSentence>[0]

/** Problems for what the schema of a kind says of the parameters at `path`, which belong to `id`. */
export function paramProblems(
  id: string,
  path: readonly string[],
  kind: Kind | OptimizerKind,
  issues: readonly Issue[],
): Problem[] {
  const usual = defaultParams(kind)
  return issues.map((issue) => {
    const at = issuePath(issue)
    const name = String(at[0] ?? '')
    const value = own(usual, name)
    const unknown = issue.code === 'unrecognized_keys' && at.length === 1
    const known = value === undefined ? [] : [setting([...path, name], value as Json)]
    return problem('bad_param', {
      where: pointer(...path, ...at),
      message: `${id}: ${issueSentence(issue)}`,
      repairs: unknown ? [deletion(...path, name)] : known,
    })
  })
}
