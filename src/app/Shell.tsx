// The screen of an open project: bar on top, editor, drawer; and the keys, palette and files that belong to all of them.
import { lazy, Suspense, useMemo, useState } from 'react'
import { Editor } from '../editor/Editor'
import { useDocument, useStores } from '../state/context'
import { ErrorBoundary } from '../ui/ErrorBoundary'
import { ActionsProvider } from './actions'
import styles from './Shell.module.css'
import { FailureBanner, ReadOnlyBanner, RecoveryBanner } from './Banners'
import { Drawer } from './Drawer'
import { DropTarget } from './DropTarget'
import { editorActions } from './editorActions'
import { createFileTaker } from './fileTaker'
import { useHelp } from './help/HelpDialog'
import { useHotkeys } from './hotkeys'
import { usePlayers } from './players'
import { RunMessages } from './RunMessages'
import type { OpenedProject } from './session/openProject'
import { drawerActions, fileActions, pageActions } from './shellActions'
import { createTaking } from './taking'
import { TopBar } from './TopBar'
import { trainActions } from './trainActions'
import { useImport } from './useImport'

const Palette = lazy(async () => ({ default: (await import('./Palette')).Palette }))

export function Shell({ project }: { project: OpenedProject }) {
  const stores = useStores()
  const rounds = useDocument((state) => state.document.game.rounds)
  const { open: openHelp, dialog: help } = useHelp()
  /** Counts how often the palette was asked for; 0: it need not be loaded yet. */
  const [palette, setPalette] = useState(0)
  const players = usePlayers()
  const { inspected, importData } = useImport()
  const files = useMemo(() => createFileTaker(stores, importData), [stores, importData])
  const actions = useMemo(
    () => [
      ...trainActions(stores, players, rounds),
      ...editorActions(stores),
      ...drawerActions(stores),
      ...fileActions(createTaking(stores), files),
      ...pageActions({
        openPalette: () => setPalette((count) => count + 1),
        openHelp,
      }),
    ],
    [stores, players, rounds, files, openHelp],
  )
  useHotkeys(actions)
  return (
    <ActionsProvider value={actions}>
      <div className={styles.shell}>
        <TopBar />
        <ReadOnlyBanner project={project} />
        <RecoveryBanner />
        <FailureBanner />
        <main className={styles.main}>
          <ErrorBoundary what="editor">
            <Editor />
          </ErrorBoundary>
        </main>
        <Drawer players={players} inspected={inspected} importData={importData} />
      </div>
      <DropTarget onDrop={files.take} />
      <RunMessages />
      {help}
      {palette > 0 && (
        <Suspense fallback={null}>
          <Palette request={palette} />
        </Suspense>
      )}
    </ActionsProvider>
  )
}
