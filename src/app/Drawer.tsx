// The drawer below the canvas: Watch, Use, Problems, Code, Data. It folds away, and its height is dragged or stepped by keys.
import { Tabs } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { lazy, Suspense, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import type { InspectedData } from '../../workers/data.api'
import { ProblemsList } from '../editor/ProblemsList'
import { useInference, useSession, useStores } from '../state/context'
import type { DrawerTab } from '../state/sessionStore'
import type { StudioPlayer } from '../studio/players'
import { Watch } from '../studio/Watch'
import { ErrorBoundary } from '../ui/ErrorBoundary'
import { IconButton } from '../ui/IconButton'
import { useAction } from './actions'
import styles from './Drawer.module.css'
import { Loading } from './Loading'
import { keysOf } from './RunControls'

const CodePanel = lazy(async () => ({ default: (await import('../studio/CodePanel')).CodePanel }))
const MetricsPanel = lazy(async () => ({ default: (await import('../studio/MetricsPanel')).MetricsPanel }))
const DataPanel = lazy(async () => ({ default: (await import('../studio/DataPanel')).DataPanel }))
const UsePanel = lazy(async () => ({ default: (await import('../studio/use/UsePanel')).UsePanel }))

const least = 140
const step = 24

function withinPage(height: number): number {
  return Math.round(Math.max(least, Math.min(height, window.innerHeight * 0.7)))
}

export function Drawer(props: {
  players: StudioPlayer[]
  inspected: InspectedData | null
  importData: (files: File[]) => void
}) {
  const { session } = useStores()
  const { open, tab, height } = useSession((state) => state.drawer)
  const toggle = useAction('drawer')
  const choose = (next: string | null) =>
    next !== null && session.getState().setDrawer({ open: true, tab: next as DrawerTab })
  return (
    <aside className={styles.drawer} aria-label="Drawer" style={{ height: open ? height : undefined }}>
      {open && <Handle />}
      <Tabs className={styles.tabs} value={open ? tab : null} onChange={choose} keepMounted={false}>
        <div className={styles.tabRow}>
          <Tabs.List>
            <Tabs.Tab value="watch">Watch</Tabs.Tab>
            <Tabs.Tab value="metrics">Metrics</Tabs.Tab>
            <Tabs.Tab value="use">Use</Tabs.Tab>
            <ProblemsTab />
            <Tabs.Tab value="code">Code</Tabs.Tab>
            <Tabs.Tab value="data">Data</Tabs.Tab>
          </Tabs.List>
          <IconButton
            label={open ? 'Hide the drawer' : 'Show the drawer'}
            {...keysOf(toggle)}
            onClick={toggle.run}
          >
            {open ? <IconChevronDown size={16} /> : <IconChevronUp size={16} />}
          </IconButton>
        </div>
        <DrawerPanels {...props} />
      </Tabs>
    </aside>
  )
}

function DrawerPanels(props: {
  players: StudioPlayer[]
  inspected: InspectedData | null
  importData: (files: File[]) => void
}) {
  return (
    <>
      <Tabs.Panel value="watch" className={styles.panel}>
        <ErrorBoundary what="curves">
          <Watch players={props.players} />
        </ErrorBoundary>
      </Tabs.Panel>
      <Tabs.Panel value="use" className={styles.panel}>
        <ErrorBoundary what="use of the game">
          <Suspense fallback={<Loading what="Making a sample" />}>
            <UsePanel />
          </Suspense>
        </ErrorBoundary>
      </Tabs.Panel>
      <Tabs.Panel value="metrics" className={styles.panel}>
        <ErrorBoundary what="figures">
          <Suspense fallback={<Loading what="Laying out the figures" />}>
            <MetricsPanel />
          </Suspense>
        </ErrorBoundary>
      </Tabs.Panel>
      <Tabs.Panel value="problems" className={styles.panel}>
        <ErrorBoundary what="list of problems">
          <ProblemsList />
        </ErrorBoundary>
      </Tabs.Panel>
      <Tabs.Panel value="code" className={styles.panel}>
        <ErrorBoundary what="code">
          <Suspense fallback={<Loading what="Writing the code" />}>
            <CodePanel />
          </Suspense>
        </ErrorBoundary>
      </Tabs.Panel>
      <Tabs.Panel value="data" className={styles.panel}>
        <ErrorBoundary what="data">
          <Suspense fallback={<Loading what="Reading the data" />}>
            <DataPanel inspected={props.inspected} importData={props.importData} />
          </Suspense>
        </ErrorBoundary>
      </Tabs.Panel>
    </>
  )
}

function ProblemsTab() {
  const { problems } = useInference()
  const errors = problems.filter((problem) => problem.severity === 'error').length
  return (
    <Tabs.Tab value="problems">
      Problems{' '}
      <span className={styles.count} data-errors={errors > 0 || undefined}>
        {problems.length}
      </span>
    </Tabs.Tab>
  )
}

/** The upper edge: dragged, or moved with the arrow keys. */
function Handle() {
  const { session } = useStores()
  const height = useSession((state) => state.drawer.height)
  const start = useRef<{ y: number; height: number } | null>(null)
  const resize = (next: number) => session.getState().setDrawer({ height: withinPage(next) })
  const onPointerMove = (event: PointerEvent) => {
    if (start.current) resize(start.current.height + start.current.y - event.clientY)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? step : event.key === 'ArrowDown' ? -step : 0
    if (by === 0) return
    event.preventDefault()
    resize(height + by)
  }
  return (
    <div
      className={styles.handle}
      role="separator"
      aria-orientation="horizontal"
      aria-label="Height of the drawer"
      aria-valuenow={height}
      aria-valuemin={least}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { y: event.clientY, height }
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => (start.current = null)}
      onPointerCancel={() => (start.current = null)}
    />
  )
}
