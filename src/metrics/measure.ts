// Finds out what of a program can be measured, and measures it: the keys of RECIPES §4.
import type { Program } from '../compiler/program/program'
import { followingSamples } from './draw'
import type { DataFor, Drawn, Figures } from './figures'
import { measureCodes } from './measureCodes'
import { measureCycle, measureEnlargement, measureTranslation } from './measurePairs'
import { measurePictures } from './measurePictures'
import { measurePointPart } from './measurePoints'
import { measureWholes } from './measureWholes'
import type { Work } from './pictureReference'
import { planMetrics, type MetricPart } from './plan'

/** Draws what a part of a plan asks for. */
export type DrawSamples = (samples: MetricPart['samples']) => Promise<Drawn>

/** Everything that can be measured of a program. `steps` shortens the training of what measures, for tests. */
export async function measure(
  work: Work,
  { program, draw, data, steps }: { program: Program; draw: DrawSamples; data: DataFor; steps?: number },
): Promise<Figures> {
  let figures: Figures = {}
  for (const part of planMetrics(program)) {
    work.report('Drawing samples', 0)
    const drawn = await draw(part.samples)
    work.check()
    const short = steps === undefined ? {} : { steps }
    figures = joinFigures(figures, await measurePart(work, { program, part, drawn, draw, data, ...short }))
  }
  return figures
}

/** Records of one name are joined: the mean picture's figures of both directions stand together. */
function joinFigures(before: Figures, after: Figures): Figures {
  const joined = { ...before }
  for (const [key, figure] of Object.entries(after)) {
    const known = joined[key]
    joined[key] = typeof known === 'object' && typeof figure === 'object' ? { ...known, ...figure } : figure
  }
  return joined
}

async function measurePart(
  work: Work,
  args: {
    program: Program
    part: MetricPart
    drawn: Drawn
    draw: DrawSamples
    data: DataFor
    steps?: number
  },
): Promise<Figures> {
  const { program, part, drawn, data, steps } = args
  const short = steps === undefined ? {} : { steps }
  switch (part.kind) {
    case 'points':
      return measurePointPart(program, drawn[part.value]?.values ?? [])
    case 'pictures':
      return measurePictures(work, { program, part, drawn, data, ...short })
    case 'translation':
      return measureTranslation(work, { program, part, drawn, data, ...short })
    case 'cycle':
      return measureCycle(part, drawn)
    case 'enlargement':
      return joinFigures(measureEnlargement(part, drawn), measureWholes(part, await drawAll(args)))
    case 'codes':
      return measureCodes(part, { drawn, real: (await drawAll(args))[0] ?? {}, data })
  }
}

/** What a part draws besides its own samples. */
async function drawAll({
  part,
  draw,
  data,
}: {
  part: MetricPart
  draw: DrawSamples
  data: DataFor
}): Promise<Drawn[]> {
  const all: Drawn[] = []
  for (const samples of await followingSamples(part, data)) all.push(await draw(samples))
  return all
}
