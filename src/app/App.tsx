// The whole page: which of its two screens is shown, and what stands above both.
import { Notifications } from '@mantine/notifications'
import { Suspense, lazy, useEffect, useState } from 'react'
import { closeCurrent } from './currentProject'
import { land } from './landing'
import { Message } from './Message'
import { ProjectPage } from './ProjectPage'
import { goToProject, parseRoute, useHash } from './route'

const StartPage = lazy(async () => ({ default: (await import('./StartPage')).StartPage }))

export function App() {
  const route = parseRoute(useHash())
  return (
    <>
      <Notifications position="bottom-right" limit={4} autoClose={6000} />
      {route.page === 'landing' && <Landing />}
      {route.page === 'project' && <ProjectPage key={route.id} id={route.id} />}
      {route.page === 'start' && (
        <Suspense fallback={null}>
          <Start />
        </Suspense>
      )}
    </>
  )
}

function Start() {
  useEffect(() => closeCurrent(), [])
  return <StartPage />
}

/** Finds the project to open; says what is wrong where there is none. */
function Landing() {
  const [failure, setFailure] = useState<string | null>(null)
  useEffect(() => {
    let gone = false
    void land().then((project) => {
      if (gone) return
      if (project.ok) goToProject(project.value, { replace: true })
      else setFailure(project.error)
    })
    return () => {
      gone = true
    }
  }, [])
  return failure === null ? null : <Message title="Nothing could be opened">{failure}</Message>
}
