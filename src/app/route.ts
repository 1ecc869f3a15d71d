// Which page is shown: the address's hash, so that the site works from any sub-path.
import { useSyncExternalStore } from 'react'

export type Route =
  | { page: 'landing' }
  | { page: 'start' }
  /** The project's id. */
  | { page: 'project'; id: string }

/** No hash: the first or the last project. `#/`: the start page. `#/project/ID`: that project. */
export function parseRoute(hash: string): Route {
  if (hash === '' || hash === '#') return { page: 'landing' }
  const id = /^#\/project\/([\w-]{1,64})$/.exec(hash)?.[1]
  return id ? { page: 'project', id } : { page: 'start' }
}

function subscribe(listener: () => void) {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

/** The hash of the address, kept up to date. */
export function useHash(): string {
  return useSyncExternalStore(subscribe, () => window.location.hash)
}

/** Opens a project's page; `replace` leaves no entry in the browser's history. */
export function goToProject(id: string, options: { replace?: boolean } = {}): void {
  goTo(`#/project/${id}`, options)
}

/** Goes to a page by its hash. */
export function goTo(hash: string, options: { replace?: boolean } = {}): void {
  if (!options.replace) window.location.hash = hash
  else window.location.replace(hash)
}

export function goToStart(): void {
  goTo('#/')
}
