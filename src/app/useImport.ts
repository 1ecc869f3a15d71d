// Importing data files: what was understood of them, and where the user can see and use it.
import { useCallback, useState } from 'react'
import type { ImportedData } from '../../workers/trainer.api'
import { useStores } from '../state/context'
import { notify } from './notify'

/** The newest import, and the function that starts one; the Data tab opens to show it. */
export function useImport(): { imported: ImportedData | null; importData: (files: File[]) => void } {
  const { run, session } = useStores()
  const [imported, setImported] = useState<ImportedData | null>(null)
  const importData = useCallback(
    (files: File[]) => {
      session.getState().setDrawer({ open: true, tab: 'data' })
      void run
        .getState()
        .importData(files)
        .then((result) => {
          if (result.ok) return setImported(result.value)
          const { message, remedy = '' } = result.error
          notify({ level: 'error', text: `${message} ${remedy}`.trim() })
        })
    },
    [run, session],
  )
  return { imported, importData }
}
