// The page that lists which operations carry which derivative.
import { format } from 'prettier'
import type { Derivative } from '../checks/contract/derivatives'
import { isFlatIn } from '../tensors/gradients/flat'

/** Markdown, as it stands beside the table. */
export function derivativesText(derivatives: readonly Derivative[]): Promise<string> {
  const isFlat = ({ operation, orders }: Derivative) => orders[1].every((input) => isFlatIn(operation, input))
  const inputs = (operation: string, names: readonly string[]) =>
    names.filter((name) => !isFlatIn(operation, name)).join(', ') || '–'
  const rows = derivatives
    .filter((derivative) => !isFlat(derivative))
    .map(
      ({ operation, orders, shownBy }) =>
        `| ${operation} | ${inputs(operation, orders[1])} | ${inputs(operation, orders[2])} | ${shownBy} |`,
    )
  const jumps = derivatives.filter(isFlat).map(({ operation }) => operation)
  const text = `# Derivatives

Written by \`npx tsx src/scripts/writeDerivatives.ts\` from the table in code (\`table.ts\` and what it calls) and from what the
contract differentiates of it; a test holds it up to date. What is not here throws as soon as a gradient reaches it.

An operation is listed by the inputs by which it is differentiated, and by those by which that is differentiated again, as a
gradient penalty does. Each is shown by the check named last (\`src/checks/contract/operations\`), among others, which compares with
finite differences. Where the second column is empty, nothing needs it: such kernels run in gradients alone, or give way to ordinary
operations within a second gradient.

| operation | first, by | second, by | shown by |
| --- | --- | --- | --- |
${rows.join('\n')}

Flat wherever they have a slope, so that it is 0: ${jumps.join(', ')}.
`
  return format(text, { parser: 'markdown' })
}
