// Hands the run's messages to the corner of the page.
import { useEffect } from 'react'
import { useStores } from '../state/context'
import { notify } from './notify'

export function RunMessages() {
  const { run } = useStores()
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
  return null
}
