// Looks into a data section: samples with what is said of them, and each field's shape, range and classes.
import { useEffect, useRef } from 'react'
import type { DataPreview, FieldPreview } from '../../workers/data.api'
import type { DataSection, Port } from '../document/types'
import { formatCount, formatType } from '../lib/format'
import { sheetGap } from '../lib/sheet'
import styles from './DataBrowser.module.css'
import { captionOf, rangeOf, splitOf } from './dataFields'

const tiles = 12

export function DataBrowser({ section, preview }: { section: DataSection; preview: DataPreview }) {
  const pictured = preview.fields.filter(({ picture }) => picture !== null)
  const count = Math.min(tiles, section.count)
  return (
    <details className={styles.browser} data-browser>
      <summary>Look into it</summary>
      {pictured.length > 0 && (
        <ol className={styles.tiles} aria-label="Samples">
          {Array.from({ length: count }, (_, at) => (
            <li key={at}>
              <span className={styles.pictures}>
                {pictured.map((field) => (
                  <Tile
                    key={field.name}
                    field={field}
                    at={at}
                    side={section.fields[field.name]?.shape[0] ?? 0}
                  />
                ))}
              </span>
              <span>{captionOf(section, preview.fields, at)}</span>
            </li>
          ))}
        </ol>
      )}
      <dl className={styles.fields}>
        {preview.fields.map((field) => {
          const port = section.fields[field.name]
          return port && <Field key={field.name} field={field} port={port} />
        })}
      </dl>
      <p>{splitOf(section)}</p>
    </details>
  )
}

/** One picture, cut out of the sheet of its field. */
function Tile({ field, at, side }: { field: FieldPreview; at: number; side: number }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { picture, name } = field
  const width = picture ? (picture.picture.width + sheetGap) / picture.columns - sheetGap : 0
  useEffect(() => {
    if (!picture || picture.picture.width === 0) return
    const left = (at % picture.columns) * (width + sheetGap)
    const top = Math.floor(at / picture.columns) * (side + sheetGap)
    canvas.current?.getContext('2d')?.drawImage(picture.picture, left, top, width, side, 0, 0, width, side)
  }, [picture, at, side, width])
  return <canvas ref={canvas} role="img" aria-label={`${name} ${at + 1}`} width={width} height={side} />
}

function Field({ field, port }: { field: FieldPreview; port: Port }) {
  const most = Math.max(1, ...field.counts)
  return (
    <div>
      <dt>
        {field.name} <span className={styles.shape}>{formatType(port)}</span>
      </dt>
      <dd>
        {port.domain.replace('_', ' ')}
        {field.counts.length === 0 && `, ${rangeOf(field)}`}
        {field.counts.length > 0 && (
          <ul className={styles.classes} aria-label={`Classes of ${field.name} in ${field.sampled} samples`}>
            {field.counts.slice(0, 32).map((count, k) => (
              <li key={k}>
                <span>{port.words?.[k] ?? k}</span>
                <span className={styles.bar}>
                  <span style={{ width: `${(100 * count) / most}%` }} />
                </span>
                <span className={styles.shape}>{formatCount(count)}</span>
              </li>
            ))}
          </ul>
        )}
      </dd>
    </div>
  )
}
