// A quiet button of the bar that opens a menu or a popover; the library adds its ref, its class and what it must say of being open.
import { UnstyledButton } from '@mantine/core'
import type { ComponentPropsWithRef } from 'react'
import styles from './MenuButton.module.css'

/** `framed`: with a line around it, for buttons that are a word among icons. */
export function MenuButton(props: ComponentPropsWithRef<'button'> & { framed?: boolean }) {
  const { framed = false, className = '', ...rest } = props
  return (
    <UnstyledButton
      {...rest}
      className={`${styles.button} ${className}`}
      {...(framed && { 'data-framed': true })}
    />
  )
}
