// Asks the trainer for the first samples of a data section, anew when the section changes.
import { useEffect, useState } from 'react'
import type { DataPreview } from '../../workers/data.api'
import type { Failure } from '../lib/failure'
import type { DataSection } from '../document/types'
import type { Result } from '../lib/result'
import { useRun, useStores } from '../state/context'

const pictures = 25
const points = 600

/** The samples, or why there are none; null until they are there. */
export function usePreview(section: DataSection): Result<DataPreview, Failure> | null {
  const { run } = useStores()
  const ready = useRun((state) => state.status !== 'starting')
  const [preview, setPreview] = useState<{
    section: DataSection
    result: Result<DataPreview, Failure>
  } | null>(null)
  useEffect(() => {
    if (!ready) return
    let gone = false
    const flat = Object.values(section.fields).some((field) => field.domain === 'point')
    void run
      .getState()
      .preview(section, flat ? points : pictures)
      .then((result) => !gone && setPreview({ section, result }))
    return () => {
      gone = true
    }
  }, [run, section, ready])
  return preview?.section === section ? preview.result : null
}
