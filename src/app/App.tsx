// The whole page: which of its two screens is shown, and what stands above both.
import { Notifications } from '@mantine/notifications'
import { Suspense, lazy, useEffect, useState } from 'react'
import { closeCurrent } from './currentProject'
import { land } from './landing'
import { Loading } from './Loading'
import { Message } from './Message'
import { useShownHash } from './leaving'
import { goToProject, parseRoute } from './route'

// Each screen is a part of its own: the start page needs no canvas and no compiler.
const loadProjectPage = () => import('./ProjectPage')
const ProjectPage = lazy(async () => ({ default: (await loadProjectPage()).ProjectPage }))
const StartPage = lazy(async () => ({ default: (await import('./StartPage')).StartPage }))

export function App() {
  const route = parseRoute(useShownHash())
  return (
    <>
      <Notifications position="bottom-right" limit={4} autoClose={6000} />
      {route.page === 'landing' && <Landing />}
      <Suspense fallback={<Loading what="Loading Ganvas" />}>
        {route.page === 'project' && <ProjectPage key={route.id} id={route.id} />}
        {route.page === 'start' && <Start />}
      </Suspense>
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
    // Wherever this leads, it is a project: load its screen meanwhile.
    void loadProjectPage()
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
