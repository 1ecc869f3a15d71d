// A database that refuses what is put into it, or does not answer, for tests.
import { vi } from 'vitest'

/**
 * From now on `refusal` is asked, by the name of the object store, about whatever is put: an error is thrown, `hang` is never
 * answered, null lets it through. `vi.restoreAllMocks` ends this.
 */
export function refusePuts(refusal: (store: string) => Error | 'hang' | null): void {
  const put = Reflect.get<IDBObjectStore, 'put'>(IDBObjectStore.prototype, 'put')
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
    const refused = refusal(this.name)
    if (refused === null) return put.apply(this, args)
    if (refused === 'hang') return new Promise(() => undefined) as never
    throw refused
  })
}

/** As a browser refuses where its quota is used up. */
export function noRoom(): DOMException {
  return new DOMException('no room', 'QuotaExceededError')
}
