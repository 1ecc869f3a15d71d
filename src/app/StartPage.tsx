// The start page: templates to begin with, and the projects that are stored in this browser.
import { Button } from '@mantine/core'
import { IconFileImport, IconHelp } from '@tabler/icons-react'
import { useCallback, useEffect, useState } from 'react'
import { listProjects, type ProjectEntry } from '../storage/projects'
import { Empty } from '../ui/Empty'
import { ErrorBoundary } from '../ui/ErrorBoundary'
import { IconButton } from '../ui/IconButton'
import { AppearanceMenu } from './AppearanceMenu'
import { whenClosed } from './currentProject'
import { DropTarget } from './DropTarget'
import { openDocumentFile } from './fileTaker'
import { pickFiles } from '../ui/givenFiles'
import { loadGallery, type Template } from './gallery'
import { useHelp } from './help/HelpDialog'
import { Loading } from './Loading'
import { Mark } from './Mark'
import { notify } from './notify'
import { ProjectCard } from './ProjectCard'
import styles from './StartPage.module.css'
import { TemplateCard } from './TemplateCard'

function openFirst([file]: File[]): void {
  if (file) void openDocumentFile(file)
}

export function StartPage() {
  const { open: openHelp, dialog: help } = useHelp()
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <Mark />
        <h1>Ganvas</h1>
        <p>Wire adversarial networks, train them in this browser, take them away as code.</p>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconFileImport size={15} />}
          onClick={() => pickFiles({ accept: '.json', take: openFirst })}
        >
          Open a file
        </Button>
        <AppearanceMenu />
        <IconButton label="Help" onClick={() => openHelp('reference')}>
          <IconHelp size={18} />
        </IconButton>
      </header>
      <main className={styles.main}>
        <ErrorBoundary what="start page">
          <Projects />
          <Gallery />
        </ErrorBoundary>
      </main>
      <DropTarget onDrop={openFirst} hint="Drop a Ganvas document to open it." />
      {help}
    </div>
  )
}

function Gallery() {
  const [templates, setTemplates] = useState<Template[] | null>(null)
  useEffect(() => {
    let gone = false
    void loadGallery().then((all) => !gone && setTemplates(all))
    return () => {
      gone = true
    }
  }, [])
  return (
    <section aria-labelledby="templates">
      <h2 id="templates">Start from a template</h2>
      {templates === null && <Loading what="Reading the templates" />}
      <ul className={styles.grid}>
        {templates?.map((template) => (
          <TemplateCard key={template.id} template={template} />
        ))}
      </ul>
    </section>
  )
}

function Projects() {
  const [listed, setListed] = useState<{ projects: ProjectEntry[]; now: number } | null>(null)
  const read = useCallback(async () => {
    const projects = await listProjects()
    if (projects.ok) setListed({ projects: projects.value, now: Date.now() })
    else notify({ level: 'error', text: projects.error })
  }, [])
  useEffect(() => {
    // The project that was open may still be on its way to storage.
    void whenClosed().then(read)
  }, [read])
  const projects = listed?.projects
  return (
    <section aria-labelledby="projects">
      <h2 id="projects">Your projects</h2>
      {listed === null && <Loading what="Reading the projects" />}
      {projects?.length === 0 && (
        <Empty>Nothing here yet. Open a template: it becomes a project of yours.</Empty>
      )}
      <ul className={styles.grid}>
        {projects?.map((project) => (
          <ProjectCard
            key={project.id}
            project={project}
            now={listed?.now ?? 0}
            onChange={() => void read()}
          />
        ))}
      </ul>
    </section>
  )
}
