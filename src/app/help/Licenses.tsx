// Under which licenses Ganvas and its parts are.
import { IconExternalLink } from '@tabler/icons-react'
import styles from './Help.module.css'

/** The list itself is a page that the build writes beside this one: vite.config.ts. */
export function Licenses() {
  return (
    <div className={styles.words}>
      <p>
        Ganvas is free software under the MIT license: use it, change it, and pass it on together with that
        license.
      </p>
      <p>
        It is made of packages, fonts and programs by others, too. Each is listed with its license and with
        the place where its source code is.
      </p>
      <a href="./licenses.html" target="_blank" rel="noreferrer">
        All licenses <IconExternalLink size={14} aria-hidden />
      </a>
    </div>
  )
}
