// Short messages in the corner of the page.
import { notifications } from '@mantine/notifications'

export interface Notice {
  text: string
  level?: 'info' | 'warning' | 'error'
  /** Until it is dismissed. */
  stays?: true
  /** What was tried: the next attempt takes the message away. */
  about?: Attempt
}

type Attempt = 'opening' | 'exporting' | 'storing'

const colours = { info: 'accent', warning: 'var(--warning)', error: 'var(--error)' }

const shown = new Map<Attempt, string[]>()

/** Takes away what earlier attempts of this sort left on the page. Call it where a new one starts, and where one succeeds. */
export function dismiss(about: Attempt): void {
  for (const id of shown.get(about) ?? []) notifications.hide(id)
  shown.delete(about)
}

/** Shows a message. Errors stay until they are dismissed; anything else goes by itself, unless it is to stay. */
export function notify({ text, level = 'info', stays, about }: Notice): void {
  const id = notifications.show({
    message: text,
    color: colours[level],
    withBorder: true,
    autoClose: level === 'error' || stays ? false : 6000,
    closeButtonProps: { 'aria-label': 'Dismiss' },
    role: level === 'error' ? 'alert' : 'status',
  })
  if (about) shown.set(about, [...(shown.get(about) ?? []), id])
}
