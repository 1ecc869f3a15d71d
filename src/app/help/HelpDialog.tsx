// Help as both screens have it: its code is fetched when it is first opened.
import { lazy, Suspense, useCallback, useState } from 'react'
import type { HelpTab } from './helpTab'

const Help = lazy(async () => ({ default: (await import('./Help')).Help }))

/** The open tab, how to open one, and the dialog to put on the page. */
export function useHelp() {
  const [tab, setTab] = useState<HelpTab | null>(null)
  const [wanted, setWanted] = useState(false)
  const open = useCallback((next: HelpTab) => {
    setWanted(true)
    setTab(next)
  }, [])
  const dialog = wanted && (
    <Suspense fallback={null}>
      <Help tab={tab} onTab={setTab} />
    </Suspense>
  )
  return { open, dialog }
}
