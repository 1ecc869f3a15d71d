// A button that is an icon: its name and its key stand in the tooltip, its name also for screen readers.
import { ActionIcon, Tooltip } from '@mantine/core'
import type { MouseEventHandler, ReactNode, Ref } from 'react'
import { keyLabel } from './keys'

export interface IconButtonProps {
  label: string
  /** The key that does the same, such as `mod+z`. */
  keys?: string
  children: ReactNode
  onClick?: MouseEventHandler<HTMLButtonElement>
  disabled?: boolean
  /** For toggles. */
  pressed?: boolean
  size?: number
  variant?: 'subtle' | 'default' | 'filled'
  ref?: Ref<HTMLButtonElement> | undefined
}

/** An icon button with a tooltip. Disabled ones stay focusable, so that the tooltip can still be read. */
export function IconButton(props: IconButtonProps) {
  const {
    label,
    keys,
    children,
    onClick,
    disabled = false,
    pressed,
    size = 28,
    variant = 'subtle',
    ref,
  } = props
  const spelled = keys === undefined ? label : `${label}  ${keyLabel(keys)}`
  return (
    <Tooltip label={spelled}>
      <ActionIcon
        {...(ref !== undefined && { ref })}
        variant={pressed === true ? 'light' : variant}
        color={variant === 'filled' || pressed === true ? 'accent' : 'var(--text-2)'}
        size={size}
        aria-label={label}
        aria-pressed={pressed}
        aria-keyshortcuts={keys === undefined ? undefined : keyLabel(keys)}
        {...(disabled && { 'data-disabled': true })}
        aria-disabled={disabled || undefined}
        onClick={(event) => {
          if (disabled) event.preventDefault()
          else onClick?.(event)
        }}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  )
}
