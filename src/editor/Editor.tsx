// The editor: tabs of graphs on top, palette, canvas and inspector below.
import { useDocument, useSession } from '../state/context'
import { ErrorBoundary } from '../ui/ErrorBoundary'
import { Canvas } from './canvas/Canvas'
import styles from './Editor.module.css'
import { Inspector } from './inspector/Inspector'
import { Palette } from './palette/Palette'
import { GraphTabs } from './tabs/GraphTabs'
import { useEditorKeys } from './useEditorKeys'
import { useOpenGraph } from './useOpenGraph'

/** Everything between the top bar and the drawer. Needs `StoresProvider` and `UiProvider` around it. */
export function Editor() {
  useEditorKeys()
  useOpenGraph()
  const document = useDocument((state) => state.document)
  const graph = useSession((state) => state.graph)
  const selection = useSession((state) => state.selection)
  const palette = useSession((state) => state.palette)
  const inspector = useSession((state) => state.inspector)
  return (
    <div className={styles.editor}>
      {palette && <Palette />}
      <div className={styles.middle}>
        <GraphTabs />
        <ErrorBoundary what="canvas" resetKey={`${graph} ${keyOf(document)}`}>
          <Canvas />
        </ErrorBoundary>
      </div>
      {inspector && (
        <ErrorBoundary what="inspector" resetKey={`${selection.join()} ${keyOf(document)}`}>
          <Inspector />
        </ErrorBoundary>
      )}
    </div>
  )
}

const keys = new WeakMap<object, number>()
let last = 0

function keyOf(document: object): number {
  let key = keys.get(document)
  if (key === undefined) keys.set(document, (key = ++last))
  return key
}
