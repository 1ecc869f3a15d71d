// Help: the keys, the reference of all that graphs are made of, and the licenses. Loaded when it is first asked for.
import { Modal, Tabs } from '@mantine/core'
import { ErrorBoundary } from '../../ui/ErrorBoundary'
import { useActions } from '../actions'
import styles from './Help.module.css'
import type { HelpTab } from './helpTab'
import { Licenses } from './Licenses'
import { Reference } from './Reference'
import { Shortcuts } from './Shortcuts'

interface HelpProps {
  /** Null: closed. */
  tab: HelpTab | null
  onTab: (tab: HelpTab | null) => void
}

/** A dialog, so that a run goes on behind it. */
export function Help({ tab, onTab }: HelpProps) {
  const hasKeys = useActions().length > 0
  return (
    <Modal
      opened={tab !== null}
      onClose={() => onTab(null)}
      title="Help"
      size={1080}
      classNames={{ inner: styles.inner, content: styles.content, body: styles.body }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Tabs
        className={styles.tabs}
        value={tab}
        onChange={(next) => onTab(next as HelpTab | null)}
        keepMounted={false}
      >
        <Tabs.List>
          {hasKeys && <Tabs.Tab value="shortcuts">Shortcuts</Tabs.Tab>}
          <Tabs.Tab value="reference">Reference</Tabs.Tab>
          <Tabs.Tab value="licenses">Licenses</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="shortcuts" className={styles.panel} tabIndex={0}>
          <Shortcuts />
        </Tabs.Panel>
        <Tabs.Panel value="reference" className={styles.panel}>
          <ErrorBoundary what="reference">
            <Reference />
          </ErrorBoundary>
        </Tabs.Panel>
        <Tabs.Panel value="licenses" className={styles.panel}>
          <Licenses />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  )
}
