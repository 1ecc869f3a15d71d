// The last resort: a fault anywhere shows a sentence and hands the document over, so that nothing is lost.
import { Component, type ReactNode } from 'react'
import { canonicalJson } from '../lib/canonical'
import { downloadFile } from '../studio/download'
import { openDocument } from './openDocument'

/** Stands outside the theme and uses nothing of it: the theme may be what failed. A class because React has no other way. */
export class RootBoundary extends Component<{ children: ReactNode }, { fault: string | null }> {
  override state = { fault: null as string | null }

  static getDerivedStateFromError(error: unknown) {
    return { fault: error instanceof Error ? error.message : String(error) }
  }

  override render() {
    if (this.state.fault === null) return this.props.children
    const open = openDocument()
    return (
      <main role="alert" style={{ maxWidth: 560, margin: '15vh auto', padding: 24 }}>
        <h1>This page has a fault</h1>
        <p>{this.state.fault}</p>
        {open?.stored === false ? (
          <p>The last changes of the document are not stored. Download it before you reload the page.</p>
        ) : (
          <p>Your projects are stored in this browser. Reload the page to go on where you were.</p>
        )}
        <p style={{ display: 'flex', gap: 12 }}>
          <button onClick={() => window.location.reload()}>Reload</button>
          {open && (
            <button
              onClick={() =>
                downloadFile({
                  name: 'document.json',
                  content: [canonicalJson(open.document, 2)],
                  type: 'application/json',
                })
              }
            >
              Download the document
            </button>
          )}
          <a href="#/" onClick={() => setTimeout(() => window.location.reload())}>
            Start page
          </a>
        </p>
      </main>
    )
  }
}
