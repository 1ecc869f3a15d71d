// Questions that stop the user before something that cannot be undone, and small prompts for one line of text.
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { createContext, useContext, useState, type ReactNode } from 'react'

export interface Question {
  title: string
  message?: string
  /** What the button says: a verb. */
  action: string
  danger?: boolean
  /** Asks for one line of text, which is the answer. */
  text?: { label: string; value: string; check?: (value: string) => string | null }
}

type Ask = (question: Question) => Promise<string | null>
const AskContext = createContext<Ask | null>(null)

/** Asks a question in a dialog. Resolves to the text (or `''`) when confirmed, to null when dismissed. */
export function useAsk(): Ask {
  const ask = useContext(AskContext)
  if (!ask) throw new Error('useAsk is used outside UiProvider')
  return ask
}

interface Pending {
  question: Question
  answer: (text: string | null) => void
}

/** Holds the one dialog that questions appear in. */
export function ConfirmProvider({ children }: { children: ReactNode }) {
  const [pending, setPending] = useState<Pending | null>(null)
  const ask: Ask = (question) => new Promise((answer) => setPending({ question, answer }))
  const close = (text: string | null) => {
    pending?.answer(text)
    setPending(null)
  }
  return (
    <AskContext value={ask}>
      {children}
      <Modal
        opened={pending !== null}
        onClose={() => close(null)}
        title={<Text fw={600}>{pending?.question.title}</Text>}
        centered
        size="sm"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {pending && <QuestionForm question={pending.question} onAnswer={close} />}
      </Modal>
    </AskContext>
  )
}

function QuestionForm(props: { question: Question; onAnswer: (text: string | null) => void }) {
  const { question, onAnswer } = props
  const [text, setText] = useState(question.text?.value ?? '')
  const refusal = question.text?.check?.(text) ?? null
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (refusal === null) onAnswer(text)
      }}
    >
      <Stack gap="md">
        {question.message !== undefined && <Text size="sm">{question.message}</Text>}
        {question.text && (
          <TextInput
            label={question.text.label}
            value={text}
            error={refusal}
            data-autofocus
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" size="xs" onClick={() => onAnswer(null)}>
            Cancel
          </Button>
          <Button
            type="submit"
            size="xs"
            disabled={refusal !== null}
            {...(question.danger === true && {
              style: { background: 'var(--error)', color: 'var(--surface)' },
            })}
          >
            {question.action}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
