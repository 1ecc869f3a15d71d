// Hands a file to the browser's downloads.

/** Saves `content` under `name`. */
export function downloadFile(file: { name: string; content: BlobPart[]; type: string }): void {
  const url = URL.createObjectURL(new Blob(file.content, { type: file.type }))
  const link = document.createElement('a')
  link.href = url
  link.download = file.name
  link.click()
  // The browser reads the blob after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** A title as a file name: `WGAN-GP (ring)` → `wgan-gp-ring`. */
export function fileName(title: string): string {
  return (
    title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'untitled'
  )
}
