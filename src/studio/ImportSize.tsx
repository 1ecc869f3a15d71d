// How pictures of one's own are brought to one size before they are stored.
import { Checkbox, Group, NativeSelect } from '@mantine/core'
import type { PictureOptions } from '../data/types'

/** The box that lets the document take the pictures' size and colour. */
export const adaptLabel = 'Change the document to another picture size or colour'

const sides = [16, 28, 32, 48, 64, 96, 128, 256]

export function ImportSize(props: {
  options: PictureOptions
  onChange: (options: PictureOptions) => void
  /** Two pictures side by side in each file. */
  pairs: boolean
  /** Whether the document takes this size and colour, instead of the pictures the document's. */
  adapt: boolean
  setAdapt: (adapt: boolean) => void
}) {
  const { options, onChange, pairs, adapt, setAdapt } = props
  const change = (patch: Partial<PictureOptions>) => onChange({ ...options, ...patch })
  const choices = [...new Set([...sides, options.width])].sort((a, b) => a - b)
  return (
    <>
      <Group gap={8} align="end">
        <NativeSelect
          label="If a side is longer"
          size="xs"
          value={options.fit}
          onChange={(event) => change({ fit: event.currentTarget.value as PictureOptions['fit'] })}
          data={[
            { value: 'crop', label: 'Crop to the middle' },
            { value: 'fit', label: 'Pad with white' },
            { value: 'stretch', label: 'Stretch' },
            { value: 'cut', label: 'Cut into pieces' },
          ]}
        />
        {pairs && (
          <NativeSelect
            label="Learn"
            size="xs"
            value={options.swap ? 'right' : 'left'}
            onChange={(event) => change({ swap: event.currentTarget.value === 'right' })}
            data={[
              { value: 'left', label: 'right half from left' },
              { value: 'right', label: 'left half from right' },
            ]}
          />
        )}
      </Group>
      <Checkbox
        size="xs"
        label={adaptLabel}
        description="The inputs of the networks follow. Layers that no longer fit show problems."
        checked={adapt}
        onChange={(event) => setAdapt(event.currentTarget.checked)}
      />
      {adapt && (
        <Group gap={8} align="end">
          <NativeSelect
            label="Size"
            size="xs"
            value={String(options.width)}
            onChange={(event) =>
              change({ width: Number(event.currentTarget.value), height: Number(event.currentTarget.value) })
            }
            data={choices.map((side) => ({ value: String(side), label: `${side}×${side}` }))}
          />
          <NativeSelect
            label="Colour"
            size="xs"
            value={String(options.channels)}
            onChange={(event) => change({ channels: event.currentTarget.value === '1' ? 1 : 3 })}
            data={[
              { value: '3', label: 'Red, green, blue' },
              { value: '1', label: 'Grey' },
            ]}
          />
        </Group>
      )}
    </>
  )
}
