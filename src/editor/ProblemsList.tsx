// Every problem of the document in words; choosing one shows where it is.
import { IconAlertCircle, IconAlertTriangle } from '@tabler/icons-react'
import type { Problem } from '../document/types'
import { useInference, useStores } from '../state/context'
import { Empty } from '../ui/Empty'
import { plainId } from './names'
import { problemPlace } from './problemPlace'
import styles from './ProblemsList.module.css'

/** The problems of the open document, errors first; a click opens, selects and centres the node. */
export function ProblemsList() {
  const { session } = useStores()
  const { problems } = useInference()
  if (problems.length === 0) return <Empty>No problems: this can be trained.</Empty>
  const show = ({ where }: Problem) => {
    const { graph, node } = problemPlace(where)
    if (node === null) session.getState().openGraph(graph)
    else session.getState().focusNode(graph, node)
  }
  return (
    <ul className={styles.list} aria-label="Problems">
      {problems.map((problem, index) => {
        const { graph, node } = problemPlace(problem.where)
        const Sign = problem.severity === 'error' ? IconAlertCircle : IconAlertTriangle
        return (
          <li key={`${problem.code} ${problem.where} ${index}`}>
            <button
              type="button"
              className={styles.problem}
              data-severity={problem.severity}
              onClick={() => show(problem)}
            >
              <Sign size={15} aria-label={problem.severity === 'error' ? 'Error' : 'Warning'} />
              <span className={styles.where}>
                {graph}
                {node !== null && ` › ${plainId(node)}`}
              </span>
              <span>
                {withoutPlace(problem.message, node)} <span className={styles.remedy}>{problem.remedy}</span>
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

/** The message without the node's id in front, which stands beside it already. */
function withoutPlace(message: string, node: string | null): string {
  const prefix = node === null ? '' : `${plainId(node)}: `
  if (prefix === '' || !message.startsWith(prefix)) return message
  const rest = message.slice(prefix.length)
  return rest.charAt(0).toUpperCase() + rest.slice(1)
}
