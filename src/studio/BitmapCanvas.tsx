// A picture that came from a worker.
import { useEffect, useRef } from 'react'

export function BitmapCanvas({ picture, label }: { picture: ImageBitmap; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    // A closed bitmap has no size and cannot be drawn.
    if (picture.width > 0) canvas.current?.getContext('2d')?.drawImage(picture, 0, 0)
  }, [picture])
  return <canvas ref={canvas} role="img" aria-label={label} width={picture.width} height={picture.height} />
}
