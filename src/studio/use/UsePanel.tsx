// The Use tab: make something with the trained game. Its controls follow from the sources upstream of the chosen value.
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { Program, Register } from '../../compiler/program/program'
import { usableValues, type UsedSource } from '../../compiler/using'
import { splitReference } from '../../document/references'
import type { GanvasDocument } from '../../document/types'
import { formatCount } from '../../lib/format'
import { useDocument } from '../../state/context'
import { programOf } from '../../state/derived'
import { Empty } from '../../ui/Empty'
import { SelectField } from '../../ui/fields/ChoiceField'
import { IconButton } from '../../ui/IconButton'
import { downloadFile, fileName } from '../download'
import { ClassControl } from './ClassControl'
import { LatentControl } from './LatentControl'
import { PictureCanvas } from './PictureCanvas'
import { PictureControl } from './PictureControl'
import { SentenceControl } from './SentenceControl'
import styles from './Use.module.css'
import { useUsing, type Using } from './useUsing'

export function UsePanel() {
  const document = useDocument((state) => state.document)
  const program = programOf(document)
  if (!program.ok) return <Empty>The game has problems: mend them, then use it here.</Empty>
  return <UseProgram document={document} program={program.value} />
}

function UseProgram({ document, program }: { document: GanvasDocument; program: Program }) {
  const values = usableValues(program)
  const [chosen, setChosen] = useState<Register | null>(null)
  const register = values.find((value) => value === chosen) ?? values[0]
  if (register === undefined)
    return <Empty>Nothing here makes pictures or points from data or noise yet.</Empty>
  const choices = values.map((value) => ({ value, label: valueName(document, program, value) }))
  return (
    <section className={styles.use} aria-label="Use">
      <UseValue
        key={register}
        document={document}
        program={program}
        register={register}
        chooser={
          <SelectField
            label="Make"
            value={register}
            choices={choices}
            onChange={setChosen}
            disabled={choices.length < 2}
          />
        }
      />
    </section>
  )
}

/** A view's title, else that of the value; the id tells apart what is called alike. */
function valueName(document: GanvasDocument, program: Program, register: Register): string {
  const view = Object.values(program.views).find(({ value }) => value === register)
  const { id, output } = splitReference(register)
  const title = document.game.values[id]?.title ?? id
  const several = Object.keys(program.types).filter((name) => name.startsWith(`${id}.`)).length > 1
  const own = several && output !== null ? `${title}, ${output}` : title
  return view ? `${view.title} (${own})` : own
}

function sourceName(document: GanvasDocument, { value, from, register }: UsedSource): string {
  const title = document.game.values[value]?.title ?? value
  return from === null ? title : `${title}: ${splitReference(register).output ?? ''}`
}

function UseValue(props: {
  document: GanvasDocument
  program: Program
  register: Register
  chooser: React.ReactNode
}) {
  const { document, program, register, chooser } = props
  const using = useUsing(program, register)
  const { sources, given, draw, interpolate } = using
  const noise = sources.filter(({ control, from }) => control !== 'picture' && from === null)
  const moved = sources.some(({ control }) => control === 'coordinates')
  const samples = noise.length > 0 ? noise : sources
  return (
    <>
      <div className={styles.controls}>
        {chooser}
        <div
          className={styles.buttons}
          hidden={!moved && samples.every(({ control }) => control === 'picture')}
        >
          {samples.some(({ control }) => control !== 'picture') && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => draw(samples.map(({ value }) => value))}
            >
              New sample
            </Button>
          )}
          {moved && (
            <Button size="compact-sm" variant="default" onClick={interpolate}>
              Interpolate
            </Button>
          )}
        </div>
        {sources.map(
          (source) =>
            given[source.register] && (
              <Control key={source.register} source={source} using={using} document={document} />
            ),
        )}
      </div>
      <Result using={using} title={valueName(document, program, register)} file={document.title} />
    </>
  )
}

function Control({
  source,
  using,
  document,
}: {
  source: UsedSource
  using: Using
  document: GanvasDocument
}) {
  const { register, control, value } = source
  const numbers = using.given[register]
  if (!numbers) return null
  const title = sourceName(document, source)
  const common = {
    source,
    title,
    numbers,
    onChange: (next: typeof numbers) => using.give({ [register]: next }),
  }
  if (control === 'coordinates')
    return <LatentControl {...common} onSweep={(at) => using.sweepOver(source, at)} />
  if (control === 'class') return <ClassControl {...common} />
  if (control === 'sentence') return <SentenceControl {...common} />
  if (control === 'picture') return <PictureControl {...common} onDraw={() => using.draw([value])} />
  return null
}

function Result({ using, title, file }: { using: Using; title: string; file: string }) {
  const { result, strip, round, problem } = using
  const element = useRef<HTMLDivElement>(null)
  const save = () => {
    const canvas = element.current?.querySelector('canvas')
    if (canvas) saveCanvas(canvas, `${fileName(file)}-${strip ? 'strip' : 'made'}-round-${round}.png`)
  }
  return (
    <div className={styles.result}>
      <div className={styles.caption}>
        <h3>{title}</h3>
        <span className={styles.quiet}>round {formatCount(round)}</span>
        <IconButton label="Save the picture as PNG" size={26} disabled={!result} onClick={save}>
          <IconDownload size={15} />
        </IconButton>
      </div>
      {problem !== null && (
        <p className={styles.note} role="alert">
          {problem}
        </p>
      )}
      <div ref={element} className={styles.pictures}>
        {strip && <PictureCanvas numbers={strip} label={`Strip of ${title}`} size={stripSize(strip.shape)} />}
        {result ? (
          <PictureCanvas numbers={result} label={`Made: ${title}`} size={strip ? 80 : 168} />
        ) : (
          problem === null && <p className={styles.quiet}>Making the first sample.</p>
        )}
      </div>
    </div>
  )
}

/** Points are one plot; pictures stand in a row. */
function stripSize(shape: readonly number[]): number {
  return shape.length === 2 ? 168 : 72
}

/** Small pictures are enlarged by a whole factor, so that their pixels stay square. */
function saveCanvas(canvas: HTMLCanvasElement, name: string): void {
  const factor = Math.max(1, Math.floor(512 / Math.max(canvas.height, 1)))
  const large = window.document.createElement('canvas')
  large.width = canvas.width * factor
  large.height = canvas.height * factor
  const context = large.getContext('2d')
  if (!context) return
  context.imageSmoothingEnabled = false
  context.drawImage(canvas, 0, 0, large.width, large.height)
  large.toBlob((blob) => blob && downloadFile({ name, content: [blob], type: 'image/png' }))
}
