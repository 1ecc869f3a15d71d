// One template in the gallery: what it makes, in a picture and a sentence.
import { Button } from '@mantine/core'
import { useState } from 'react'
import { formatCount } from '../lib/format'
import { templateThumbnail, type Template } from './gallery'
import { notify, dismiss } from './notify'
import { paperAddress } from '../lib/paper'
import { goToProject } from './route'
import { createFromTemplate } from './session/createProjects'
import styles from './StartPage.module.css'

export function TemplateCard({ template }: { template: Template }) {
  const { document, sentence, picture } = template
  const [opening, setOpening] = useState(false)
  const open = async () => {
    setOpening(true)
    dismiss('opening')
    const created = await createFromTemplate(document, await templateThumbnail(template))
    if (created.ok) return goToProject(created.value)
    setOpening(false)
    notify({ level: 'error', text: created.error, about: 'opening' })
  }
  return (
    <li>
      <article className={styles.card} aria-label={document.title}>
        <div className={styles.thumbnail}>
          {picture === null ? (
            <span aria-hidden>{document.title.slice(0, 1)}</span>
          ) : (
            <img src={picture} alt={`Samples of ${document.title} after training`} loading="lazy" />
          )}
        </div>
        <h3>{document.title}</h3>
        <p className={styles.sentence}>{sentence}</p>
        <p className={styles.facts}>
          {formatCount(document.game.rounds)} rounds
          {document.paper !== undefined && (
            <>
              {' · '}
              <Paper paper={document.paper} />
            </>
          )}
        </p>
        <Button size="xs" loading={opening} onClick={() => void open()} aria-label={`Open ${document.title}`}>
          Open
        </Button>
      </article>
    </li>
  )
}

function Paper({ paper }: { paper: string }) {
  const address = paperAddress(paper)
  if (address === null) return <>{paper}</>
  return (
    <a href={address} target="_blank" rel="noreferrer">
      {paper}
    </a>
  )
}
