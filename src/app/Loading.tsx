// What is shown while something loads: nothing for half a second, then a sign of progress, then what is being done.
import { Loader } from '@mantine/core'
import { useEffect, useState } from 'react'
import styles from './Loading.module.css'

const signAfter = 500
const wordsAfter = 2000

export function Loading({ what }: { what: string }) {
  const [stage, setStage] = useState(0)
  useEffect(() => {
    const timers = [setTimeout(() => setStage(1), signAfter), setTimeout(() => setStage(2), wordsAfter)]
    return () => timers.forEach(clearTimeout)
  }, [])
  return (
    <div className={styles.loading} role="status">
      {stage > 0 && <Loader size="sm" aria-hidden />}
      {stage > 1 && <span>{what}…</span>}
    </div>
  )
}
