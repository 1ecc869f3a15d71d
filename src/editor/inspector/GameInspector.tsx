// The game with nothing selected: its guide, its numbers, who moves when, and what is shown.
import { setGame } from '../../document/edit'
import { useDocument, useInference } from '../../state/context'
import { NumberField } from '../../ui/fields/NumberField'
import { useEdit, useEndGesture } from '../useEdit'
import styles from './Inspector.module.css'
import { Marked } from './Marked'
import { PaperLink, Problems, Section } from './parts'
import { ScheduleEditor } from './ScheduleEditor'
import { ViewsEditor } from './ViewsEditor'

const onGame = /^\/game(\/(batch|seed|rounds|schedule|views)(\/.*)?)?$/

/** The inspector of the whole game. */
export function GameInspector() {
  const document = useDocument((state) => state.document)
  const inference = useInference()
  const edit = useEdit()
  const end = useEndGesture()
  const { batch, rounds, seed } = document.game
  const set = (name: 'batch' | 'rounds' | 'seed') => (value: number) =>
    edit((before) => setGame(before, { [name]: value }), `game ${name}`)
  return (
    <>
      <Problems problems={inference.problems.filter(({ where }) => onGame.test(where))} />
      {document.about !== '' && (
        <div className={styles.section}>
          {document.about.split(/\n\s*\n/).map((paragraph, index) => (
            <p key={index} className={styles.doc}>
              <Marked text={paragraph} />
            </p>
          ))}
          {document.paper !== undefined && <PaperLink paper={document.paper} />}
        </div>
      )}
      <Section title="Training">
        <NumberField
          label="Rounds"
          hint="How long the plan is; Train stops there."
          integer
          min={1}
          max={10_000_000}
          value={rounds}
          onChange={set('rounds')}
          onDone={end}
        />
        <NumberField
          label="Batch"
          hint="Samples in one step."
          integer
          min={1}
          max={4096}
          value={batch}
          onChange={set('batch')}
          onDone={end}
        />
        <NumberField
          label="Seed"
          hint="Every draw follows from it: the same seed trains the same network."
          integer
          min={0}
          max={4_294_967_295}
          value={seed}
          onChange={set('seed')}
          onDone={end}
        />
      </Section>
      <ScheduleEditor />
      <ViewsEditor />
    </>
  )
}
