// One stored project: open, rename, duplicate, delete (which can be undone).
import { Button, Menu, UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCopy, IconDots, IconPencil, IconTrash } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { Result } from '../lib/result'
import {
  deleteProject,
  duplicateProject,
  renameProject,
  restoreProject,
  type ProjectEntry,
} from '../storage/projects'
import { useAsk } from '../ui/Confirm'
import { agoText } from './ago'
import { notify } from './notify'
import styles from './StartPage.module.css'

/** Says what went wrong; true where nothing did. */
function told(result: Result<unknown, string>): boolean {
  if (!result.ok) notify({ level: 'error', text: result.error })
  return result.ok
}

interface Props {
  project: ProjectEntry
  /** When the list was read, in milliseconds. */
  now: number
  /** The list must be read again. */
  onChange: () => void
}

export function ProjectCard({ project, now, onChange }: Props) {
  return (
    <li className={styles.card}>
      <a className={styles.thumbnail} href={`#/project/${project.id}`} tabIndex={-1} aria-hidden>
        <Thumbnail blob={project.thumbnail} letter={project.title.slice(0, 1)} />
      </a>
      <div className={styles.titleRow}>
        <h3>
          <a href={`#/project/${project.id}`}>{project.title || 'Untitled'}</a>
        </h3>
        <CardMenu project={project} onChange={onChange} />
      </div>
      <p className={styles.facts}>
        {project.broken ? `Cannot be read: ${project.broken.message}` : agoText(project.updatedAt, now)}
      </p>
    </li>
  )
}

function CardMenu({ project, onChange }: Omit<Props, 'now'>) {
  const ask = useAsk()
  const { id, title } = project
  const rename = async () => {
    const next = await ask({
      title: 'Rename project',
      action: 'Rename',
      text: {
        label: 'Name',
        value: title,
        check: (text) => (text.trim() === '' ? 'A project needs a name.' : null),
      },
    })
    if (next !== null && told(await renameProject(id, next.trim()))) onChange()
  }
  const duplicate = async () => {
    if (told(await duplicateProject(id))) onChange()
  }
  const remove = async () => {
    if (!told(await deleteProject(id))) return
    onChange()
    offerUndo(project, onChange)
  }
  return (
    <Menu position="bottom-end" shadow="md" withinPortal>
      <Menu.Target>
        <UnstyledButton className={styles.more} aria-label={`More for ${title}`}>
          <IconDots size={16} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => void rename()}>
          Rename
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => void duplicate()}>
          Duplicate
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={15} />} color="var(--error)" onClick={() => void remove()}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function offerUndo({ id, title }: ProjectEntry, onChange: () => void): void {
  const notice = `deleted-${id}`
  const undo = async () => {
    notifications.hide(notice)
    if (told(await restoreProject(id))) onChange()
  }
  notifications.show({
    id: notice,
    autoClose: 12_000,
    withBorder: true,
    role: 'status',
    closeButtonProps: { 'aria-label': 'Dismiss' },
    message: (
      <span className={styles.undo}>
        “{title}” is deleted.
        <Button size="compact-xs" variant="default" onClick={() => void undo()}>
          Undo
        </Button>
      </span>
    ),
  })
}

function Thumbnail({ blob, letter }: { blob: Blob | null; letter: string }) {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (!blob) return
    const made = URL.createObjectURL(blob)
    // The address lives as long as this effect.
    const frame = requestAnimationFrame(() => setUrl(made))
    return () => {
      cancelAnimationFrame(frame)
      URL.revokeObjectURL(made)
    }
  }, [blob])
  return url === null ? <span>{letter}</span> : <img src={url} alt="" />
}
