// Files may be dropped anywhere on the page.
import { useEffect, useState } from 'react'
import styles from './DropTarget.module.css'
import { filesOfDrop } from '../ui/givenFiles'

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false
}

/** Listens on the whole window; while files hang over it, says what dropping does. `onDrop` must be memoised. */
export function DropTarget({ onDrop, hint }: { onDrop: (files: File[]) => void; hint?: string }) {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const onDragOver = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      // A place of its own takes them.
      if (event.defaultPrevented) return setOver(false)
      event.preventDefault()
      setOver(true)
    }
    const onDragLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      setOver(false)
      if (event.defaultPrevented || !event.dataTransfer) return
      event.preventDefault()
      void filesOfDrop(event.dataTransfer).then((files) => files.length > 0 && onDrop(files))
    }
    window.addEventListener('dragover', onDragOver)
    window.addEventListener('dragleave', onDragLeave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', onDragOver)
      window.removeEventListener('dragleave', onDragLeave)
      window.removeEventListener('drop', drop)
    }
  }, [onDrop])
  if (!over) return null
  return (
    <div className={styles.drop} aria-hidden>
      <p>{hint ?? 'Drop it: a document opens, weights load, data files are read.'}</p>
    </div>
  )
}
