// Data files that come in: what was understood of them, shown in the Data tab before anything is stored.
import { useCallback, useState } from 'react'
import type { InspectedData } from '../../workers/data.api'
import { useStores } from '../state/context'
import { notify } from './notify'

/** What was understood of the newest files, and the function that takes files; the Data tab opens to show it. */
export function useImport(): { inspected: InspectedData | null; importData: (files: File[]) => void } {
  const { run, session } = useStores()
  const [inspected, setInspected] = useState<InspectedData | null>(null)
  const importData = useCallback(
    (files: File[]) => {
      session.getState().setDrawer({ open: true, tab: 'data' })
      void run
        .getState()
        .inspectData(files)
        .then((result) => {
          if (result.ok) return setInspected(result.value)
          const { message, remedy = '' } = result.error
          notify({ level: 'error', text: `${message} ${remedy}`.trim() })
        })
    },
    [run, session],
  )
  return { inspected, importData }
}
