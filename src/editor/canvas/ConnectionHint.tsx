// Beside the pointer, while a wire is drawn: why it cannot end where the pointer is.
import { useConnection } from 'reactflow'
import { useDocument } from '../../state/context'
import { refusalOf } from '../connecting'
import styles from './Canvas.module.css'
import { connectionOf } from './handles'

/** A sentence near the pointer; nothing while the wire fits or is in the open. */
export function ConnectionHint({ graph }: { graph: string }) {
  const connection = useConnection()
  const document = useDocument((state) => state.document)
  if (!connection.inProgress || !connection.toHandle || connection.isValid !== false) return null
  const ends = connectionOf(connection.fromHandle, connection.toHandle)
  const reason = ends === null ? 'A wire runs from an output to an input.' : refusalOf(document, graph, ends)
  if (reason === null) return null
  const { x, y } = connection.pointer
  return (
    <div className={styles.hint} role="status" style={{ left: x + 16, top: y + 16 }}>
      {reason}
    </div>
  )
}
