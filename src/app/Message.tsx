// A page that has one thing to say, and the way on.
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './Message.module.css'

export function Message(props: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <main className={styles.message}>
      <h1>{props.title}</h1>
      <p role="alert">{props.children}</p>
      <p className={styles.messageActions}>
        {props.action}
        <Button component="a" href="#/" variant="default">
          Start page
        </Button>
      </p>
    </main>
  )
}
