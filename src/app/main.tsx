// Starts the page.
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { UiProvider } from '../ui/UiProvider'
import { App } from './App'
import { RootBoundary } from './RootBoundary'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    <RootBoundary>
      <UiProvider>
        <App />
      </UiProvider>
    </RootBoundary>
  </StrictMode>,
)
