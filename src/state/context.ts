// Hands the stores of the open project to components.
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { RunStore, RunState } from '../training/runStore'
import type { Inference } from '../compiler/infer/infer'
import { inferenceOf } from './derived'
import type { DocumentState, DocumentStore } from './documentStore'
import type { SessionState, SessionStore } from './sessionStore'
import type { Storing, StoringStore } from './storingStore'

export interface Stores {
  document: DocumentStore
  session: SessionStore
  storing: StoringStore
  run: RunStore
}

const StoresContext = createContext<Stores | null>(null)
export const StoresProvider = StoresContext.Provider

/** The stores themselves, for event handlers. Throws outside the provider. */
export function useStores(): Stores {
  const stores = useContext(StoresContext)
  if (!stores) throw new Error('useStores is used outside StoresProvider')
  return stores
}

export function useDocument<Slice>(select: (state: DocumentState) => Slice): Slice {
  return useStore(useStores().document, select)
}

export function useSession<Slice>(select: (state: SessionState) => Slice): Slice {
  return useStore(useStores().session, select)
}

export function useRun<Slice>(select: (state: RunState) => Slice): Slice {
  return useStore(useStores().run, select)
}

/** Whether the open document is stored. */
export function useStoring(): Storing {
  return useStore(useStores().storing, (state) => state.storing)
}

/** Shapes, problems and parameter counts of the open document. */
export function useInference(): Inference {
  return inferenceOf(useDocument((state) => state.document))
}
