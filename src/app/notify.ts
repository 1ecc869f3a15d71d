// Short messages in the corner of the page.
import { notifications } from '@mantine/notifications'

export interface Notice {
  text: string
  level?: 'info' | 'warning' | 'error'
  /** Until it is dismissed. */
  stays?: true
}

const colours = { info: 'accent', warning: 'var(--warning)', error: 'var(--error)' }

/** Shows a message. Errors stay until they are dismissed; anything else goes by itself, unless it is to stay. */
export function notify({ text, level = 'info', stays }: Notice): void {
  notifications.show({
    message: text,
    color: colours[level],
    withBorder: true,
    autoClose: level === 'error' || stays ? false : 6000,
    closeButtonProps: { 'aria-label': 'Dismiss' },
    role: level === 'error' ? 'alert' : 'status',
  })
}
