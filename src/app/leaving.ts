// Asks before the open project is left while its newest changes are not stored: another page, a closed tab, a reload.
import { useEffect, useEffectEvent, useState } from 'react'
import type { Storing } from '../state/storingStore'
import { useAsk, type Question } from '../ui/Confirm'
import { currentProject } from './currentProject'
import { goTo, useHash } from './route'

/** Whether there is something to lose, and what. */
function unstored(): Exclude<Storing, { state: 'stored' }> | null {
  const storing = currentProject()?.stores.storing.getState().storing
  return storing === undefined || storing.state === 'stored' ? null : storing
}

function questionAbout(storing: NonNullable<ReturnType<typeof unstored>>): Question {
  const what =
    storing.state === 'storing' ? 'They are still being stored.' : `They are not stored. ${storing.why}`
  return {
    title: 'Leave without the last changes?',
    message: `${what} Stay, and “Save as JSON” keeps them as a file.`,
    action: 'Leave',
    danger: true,
  }
}

/** The hash of the page that is shown: the address's, but for a user who would rather stay with what is not stored. */
export function useShownHash(): string {
  const ask = useAsk()
  const address = useHash()
  const [shown, setShown] = useState(address)
  const mayLeave = useEffectEvent(async () => {
    if (unstored() !== null) await currentProject()?.store()
    const storing = unstored()
    return storing === null || (await ask(questionAbout(storing))) !== null
  })
  useEffect(() => {
    if (address === shown) return
    let over = false
    void mayLeave().then((may) => {
      if (over) return
      if (may) setShown(address)
      else goTo(shown, { replace: true })
    })
    return () => {
      over = true
    }
  }, [address, shown])
  useEffect(() => {
    // The browser asks in words of its own.
    const askToStay = (event: BeforeUnloadEvent) => {
      if (unstored() !== null) event.preventDefault()
    }
    window.addEventListener('beforeunload', askToStay)
    return () => window.removeEventListener('beforeunload', askToStay)
  }, [])
  return shown
}
