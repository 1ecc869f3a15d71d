// What help can be opened at.

export type HelpTab = 'shortcuts' | 'reference' | 'licenses'
