// A quiet button of the bar that opens a menu or a popover; the library hands it its ref and what it must say of being open.
import { UnstyledButton, type UnstyledButtonProps } from '@mantine/core'
import type { ComponentPropsWithRef } from 'react'
import styles from './MenuButton.module.css'

type MenuButtonProps = UnstyledButtonProps & ComponentPropsWithRef<'button'> & { framed?: boolean }

/** `framed`: with a line around it, for buttons that are a word among icons. */
export function MenuButton({ framed = false, ...rest }: MenuButtonProps) {
  return <UnstyledButton className={styles.button ?? ''} {...(framed && { 'data-framed': true })} {...rest} />
}
