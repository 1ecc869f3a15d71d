// Keeps a fault in one part of the page from blanking the rest of it.
import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { Empty } from './Empty'

interface Props {
  /** What stands here, as the sentence names it: `canvas`. */
  what: string
  children: ReactNode
  /** A new value clears the fault: pass what the children draw. */
  resetKey?: unknown
}

/** Catches faults while drawing its children and shows a sentence in their place. A class because React has no other way. */
export class ErrorBoundary extends Component<Props, { fault: string | null }> {
  override state = { fault: null as string | null }

  static getDerivedStateFromError(error: unknown) {
    return { fault: error instanceof Error ? error.message : String(error) }
  }

  override componentDidUpdate(previous: Props) {
    if (this.state.fault !== null && previous.resetKey !== this.props.resetKey) this.setState({ fault: null })
  }

  override render() {
    if (this.state.fault === null) return this.props.children
    return (
      <div role="alert" style={{ height: '100%' }}>
        <Empty
          action={
            <Button size="xs" variant="default" onClick={() => this.setState({ fault: null })}>
              Show it again
            </Button>
          }
        >
          The {this.props.what} could not be drawn: {this.state.fault}. Your document is safe; undo the last
          change or try again.
        </Empty>
      </div>
    )
  }
}
