// Types a sentence; the words that the game knows are offered, others are named.
import { useState } from 'react'
import type { Numbers } from '../../lib/numbers'
import type { UsedSource } from '../../compiler/using'
import { sentenceOf } from '../../lib/captions'
import { TextField } from '../../ui/fields/TextField'
import { readSentence } from './given'
import styles from './Use.module.css'

export function SentenceControl(props: {
  source: UsedSource
  title: string
  numbers: Numbers
  onChange: (numbers: Numbers) => void
}) {
  const { source, title, numbers, onChange } = props
  const { words = [], shape } = source.type
  const given = sentenceOf(words, numbers.values)
  const [typed, setText] = useState(given)
  // What is typed stays as it is typed; another sample brings its own sentence.
  const text = sentenceOf(words, readSentence(typed, source.type).numbers.values) === given ? typed : given
  const { unknown, tooLong } = readSentence(text, source.type)
  const type = (next: string) => {
    setText(next)
    onChange(readSentence(next, source.type).numbers)
  }
  return (
    <fieldset className={styles.control}>
      <legend>{title}</legend>
      <div className={styles.sentence}>
        <TextField
          label="Sentence"
          labelled="hidden"
          value={text}
          placeholder={words.slice(0, 3).join(' ')}
          onChange={type}
        />
      </div>
      {(unknown.length > 0 || tooLong) && (
        <p className={styles.note} role="status">
          {unknown.length > 0 &&
            `Not among its words, and left out: ${unknown.map((word) => `“${word}”`).join(', ')}. `}
          {tooLong && `Only the first ${shape[0] ?? 0} words are read.`}
        </p>
      )}
      <div className={styles.words} role="group" aria-label="Words that it knows">
        {words.slice(0, 60).map((word) => (
          <button key={word} type="button" onClick={() => type(`${text.trim()} ${word}`.trim())}>
            {word}
          </button>
        ))}
      </div>
    </fieldset>
  )
}
