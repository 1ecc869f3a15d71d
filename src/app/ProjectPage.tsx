// The screen of one project: opens it, hands its stores to everything below, and shows the shell.
import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Result } from '../lib/result'
import { StoresProvider } from '../state/context'
import { storedText, type ProjectFailure } from '../storage/projects'
import { downloadFile } from '../studio/download'
import { openCurrent } from './currentProject'
import { rememberProject } from './landing'
import { Loading } from './Loading'
import { Message } from './Message'
import { dismiss } from './notify'
import type { OpenedProject } from './session/openProject'
import { Shell } from './Shell'

export function ProjectPage({ id }: { id: string }) {
  const [opened, setOpened] = useState<Result<OpenedProject, ProjectFailure> | null>(null)
  useEffect(() => {
    let gone = false
    void openCurrent(id).then((result) => {
      if (gone) return
      setOpened(result)
      if (!result.ok) return
      dismiss('opening')
      void rememberProject(id)
    })
    return () => {
      gone = true
    }
  }, [id])
  if (!opened) return <Loading what="Opening the project" />
  if (!opened.ok) return <Unreadable id={id} failure={opened.error} />
  return (
    <StoresProvider value={opened.value.stores}>
      <Shell project={opened.value} />
    </StoresProvider>
  )
}

/** A project that is damaged or gone. What is stored is left as it is and can be taken away. */
function Unreadable({ id, failure }: { id: string; failure: ProjectFailure }) {
  const save = async () => {
    const text = await storedText(id)
    if (text.ok) downloadFile({ name: `project-${id}.json`, content: [text.value], type: 'application/json' })
  }
  return (
    <Message
      title="This project cannot be opened"
      action={
        failure.where !== '' && (
          <Button variant="default" onClick={() => void save()}>
            Download what is stored
          </Button>
        )
      }
    >
      {failure.message} {failure.where !== '' && <code>{failure.where}</code>}
    </Message>
  )
}
