// Hands the run's messages, and what storage refuses, to the corner of the page.
import { useEffect } from 'react'
import { useStores } from '../state/context'
import { dismiss, notify } from './notify'

export function RunMessages() {
  const { run, storing } = useStores()
  useEffect(() => {
    const show = () => {
      for (const { id, level, text, stays } of run.getState().messages) {
        notify({ text, level, ...(stays ? { stays } : {}) })
        run.getState().dismissMessage(id)
      }
    }
    show()
    return run.subscribe((state, before) => {
      if (state.messages !== before.messages) show()
    })
  }, [run])
  useEffect(() => {
    let shown: string | null = null
    const show = () => {
      const fact = storing.getState().storing
      const why = fact.state === 'not stored' ? fact.why : null
      if (why === shown) return
      shown = why
      dismiss('storing')
      if (why !== null) notify({ level: 'error', text: `Not saved. ${why}`, about: 'storing' })
    }
    show()
    return storing.subscribe(show)
  }, [storing])
  return null
}
