// The small picture of a kind's group: shape beside tint, so that colour never stands alone.
import {
  IconAlertCircle,
  IconAlertTriangle,
  IconArrowsJoin,
  IconBox,
  IconWaveSine,
  IconChartBar,
  IconCircleDot,
  IconDatabase,
  IconDice5,
  IconEye,
  IconGridDots,
  IconMath,
  IconPlug,
  IconRipple,
  IconScale,
  IconShieldHalf,
  IconTopologyStar3,
  IconTrendingDown,
  IconVectorBezier2,
  type Icon,
} from '@tabler/icons-react'
import styles from './Glyph.module.css'

const icons: Record<string, Icon> = {
  basic: IconGridDots,
  convolution: IconRipple,
  normalisation: IconWaveSine,
  activation: IconVectorBezier2,
  shape: IconBox,
  combine: IconArrowsJoin,
  regularisation: IconShieldHalf,
  data: IconDatabase,
  noise: IconDice5,
  networks: IconTopologyStar3,
  losses: IconScale,
  maths: IconMath,
  optimizers: IconTrendingDown,
  views: IconEye,
  metrics: IconChartBar,
  made: IconDatabase,
  errors: IconAlertCircle,
  warnings: IconAlertTriangle,
  failures: IconAlertCircle,
  port: IconPlug,
  player: IconCircleDot,
}

/** A group's picture on its tint; players have their own colour instead. */
export function Glyph({ tint, colour }: { tint: string; colour?: string | undefined }) {
  const Picture = icons[tint] ?? IconPlug
  const background = tint === 'player' ? 'transparent' : `var(--group-${tint}, var(--group-port))`
  return (
    <span className={styles.glyph} style={{ background, color: colour ?? 'var(--text-2)' }} aria-hidden>
      <Picture size={14} stroke={1.8} />
    </span>
  )
}
