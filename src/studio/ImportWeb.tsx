// Data from the web: a known set, or any address.
import { Button, Menu, TextInput } from '@mantine/core'
import { IconChevronDown, IconWorldDownload } from '@tabler/icons-react'
import { useState } from 'react'
import styles from './Data.module.css'
import { fetchFiles, presets } from './webFiles'

export function ImportWeb(props: { importData: (files: File[]) => void; disabled: boolean }) {
  const { importData, disabled } = props
  const [address, setAddress] = useState('')
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const fetchAll = async (addresses: readonly string[]) => {
    setBusy(true)
    setFailure(null)
    const fetched = await fetchFiles(addresses)
    setBusy(false)
    if (!fetched.ok) return setFailure(fetched.error)
    setAsking(false)
    importData(fetched.value)
  }
  return (
    <>
      <Menu position="top-start">
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            disabled={disabled}
            loading={busy}
            leftSection={<IconWorldDownload size={15} />}
            rightSection={<IconChevronDown size={14} />}
          >
            From the web
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {presets.map(({ title, addresses }) => (
            <Menu.Item key={title} onClick={() => void fetchAll(addresses)}>
              {title}
            </Menu.Item>
          ))}
          <Menu.Item onClick={() => setAsking(true)}>Another address…</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking && (
        <form
          className={styles.place}
          onSubmit={(event) => {
            event.preventDefault()
            void fetchAll([address])
          }}
        >
          <TextInput
            label="Address of a file"
            placeholder="https://…/pictures.zip"
            size="xs"
            w={280}
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          <Button type="submit" size="xs" loading={busy} disabled={address.trim() === ''}>
            Fetch
          </Button>
        </form>
      )}
      {failure !== null && (
        <p className={styles.warning} role="alert">
          {failure}
        </p>
      )}
    </>
  )
}
