// Stripes under the top bar: what stands in the way, and the one thing to do about it.
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useDocument, useRun, useStores } from '../state/context'
import styles from './Banners.module.css'
import { DivergenceBanner } from './DivergenceBanner'
import type { OpenedProject } from './session/openProject'

/** Another tab has the project. */
export function ReadOnlyBanner({ project }: { project: OpenedProject }) {
  const readOnly = useDocument((state) => state.readOnly)
  const [taking, setTaking] = useState(false)
  if (!readOnly) return null
  const takeOver = async () => {
    setTaking(true)
    await project.takeOver()
    setTaking(false)
  }
  return (
    <div className={styles.banner} role="status">
      <span>This project is open in another tab. Here you can look, but not change or train it.</span>
      <Button size="compact-xs" loading={taking} onClick={() => void takeOver()}>
        Take over
      </Button>
    </div>
  )
}

/** The trainer failed and was mended: what happened, and where training went on. */
export function RecoveryBanner() {
  const { run } = useStores()
  const recovery = useRun((state) => state.recovery)
  if (recovery === null) return null
  return (
    <div className={styles.banner} role="status">
      <span>{recovery}</span>
      <Button size="compact-xs" variant="default" onClick={() => run.getState().dismissRecovery()}>
        Dismiss
      </Button>
    </div>
  )
}

/** Training has failed; the newest checkpoint is where it can go on. */
export function FailureBanner() {
  const { run } = useStores()
  const failure = useRun((state) => state.failure)
  const divergence = useRun((state) => state.divergence)
  if (!failure) return null
  if (divergence) return <DivergenceBanner message={failure.message} divergence={divergence} />
  return (
    <div className={styles.banner} data-level="error" role="alert">
      <span>
        {failure.message} {failure.remedy}
      </span>
      <Button size="compact-xs" variant="default" onClick={() => void run.getState().restart()}>
        Go on from the last checkpoint
      </Button>
    </div>
  )
}
