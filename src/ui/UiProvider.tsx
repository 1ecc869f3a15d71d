// Puts the theme around the page: one set of tokens for our own styles and for Mantine's components.
import {
  createTheme,
  defaultVariantColorsResolver,
  MantineProvider,
  Menu,
  Tooltip,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'
import { useEffect, type ReactNode } from 'react'
import { useResolvedAppearance } from './appearance'
import { ConfirmProvider } from './Confirm'
import './styles'

/** All shades are the one accent token: nothing of Mantine's picks a colour of its own. */
const accent = Array.from({ length: 10 }, () => 'var(--accent)') as unknown as MantineColorsTuple

/** Mantine's greys of the dark scheme, from text (0) to the deepest background (9), are our tokens. */
const dark: MantineColorsTuple = [
  'var(--text)',
  'var(--text-2)',
  'var(--text-2)',
  'var(--text-3)',
  'var(--line)',
  'var(--surface-3)',
  'var(--surface-2)',
  'var(--surface)',
  'var(--paper)',
  'var(--canvas)',
]

/** What stands on the accent is light or dark as the accent is not: Mantine would take white. */
const variants: VariantColorsResolver = (input) => {
  const colours = defaultVariantColorsResolver(input)
  const onAccent = input.variant === 'filled' && (input.color ?? 'accent') === 'accent'
  return onAccent ? { ...colours, color: 'var(--on-accent)' } : colours
}

const theme = createTheme({
  variantColorResolver: variants,
  colors: { accent, dark },
  primaryColor: 'accent',
  fontFamily: 'var(--font-text)',
  fontFamilyMonospace: 'var(--font-mono)',
  fontSizes: {
    xs: 'var(--size-1)',
    sm: 'var(--size-2)',
    md: 'var(--size-3)',
    lg: 'var(--size-4)',
    xl: 'var(--size-5)',
  },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '12px', xl: '16px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // The placeholder that Mantine would focus first is no child that a menu may have.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 350, withArrow: false, events: { hover: true, focus: true, touch: false } },
    }),
  },
})

const tokens = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-bright': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-2)',
  '--mantine-color-placeholder': 'var(--text-3)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--error)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--surface-2)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-disabled': 'var(--surface-2)',
  '--mantine-color-disabled-color': 'var(--text-3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--mantine-primary-color-light': 'var(--accent-soft)',
  '--mantine-primary-color-light-hover': 'var(--accent-soft)',
  '--mantine-primary-color-light-color': 'var(--accent)',
  '--mantine-color-accent-filled': 'var(--accent)',
  '--mantine-color-accent-filled-hover': 'var(--accent-hover)',
  '--mantine-color-accent-light': 'var(--accent-soft)',
  '--mantine-color-accent-light-hover': 'var(--accent-soft)',
  '--mantine-color-accent-light-color': 'var(--accent)',
  '--mantine-color-accent-outline': 'var(--accent)',
  '--mantine-color-accent-text': 'var(--accent)',
}
const resolver: CSSVariablesResolver = () => ({ variables: {}, light: tokens, dark: tokens })

/** The theme, style sheets, fonts and dialogs of the page; wrap the whole app in it once. */
export function UiProvider({ children }: { children: ReactNode }) {
  const { scheme, contrast } = useResolvedAppearance()
  useEffect(() => {
    if (contrast) document.documentElement.dataset.contrast = 'high'
    else delete document.documentElement.dataset.contrast
  }, [contrast])
  return (
    <MantineProvider theme={theme} cssVariablesResolver={resolver} forceColorScheme={scheme}>
      <ConfirmProvider>{children}</ConfirmProvider>
    </MantineProvider>
  )
}
