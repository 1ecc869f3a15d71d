// The list of keys.
import { Fragment } from 'react'
import { keyLabel } from '../../ui/keys'
import { useActions, type ActionGroup } from '../actions'
import styles from './Help.module.css'

const groups: ActionGroup[] = ['Train', 'Edit', 'Look', 'Take away', 'Bring in', 'Page']

export function Shortcuts() {
  const actions = useActions()
  return (
    <div className={styles.shortcuts}>
      {groups.map((group) => (
        <section key={group}>
          <h2>{group}</h2>
          <dl>
            {actions
              .filter((action) => action.group === group && action.keys !== undefined)
              .map((action) => (
                <Fragment key={action.id}>
                  <dt>{action.label}</dt>
                  <dd>
                    <kbd>{keyLabel(action.keys ?? '')}</kbd>
                  </dd>
                </Fragment>
              ))}
          </dl>
        </section>
      ))}
    </div>
  )
}
