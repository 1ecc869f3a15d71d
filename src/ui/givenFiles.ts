// Files as the user gives them: picked one by one, as a folder, or dropped; folders keep their paths in the names.

/** The file under the name that its folder gives it: `photos/cats/1.png`. */
function named(file: File, path: string): File {
  return path === file.name ? file : new File([file], path, { type: file.type })
}

/** What was dropped, folders opened. Call it at once: the browser forgets the transfer after the event. */
export async function filesOfDrop(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry())
  const plain = [...transfer.files]
  if (!entries.some((entry) => entry?.isDirectory)) return plain
  const files: File[] = []
  for (const entry of entries) if (entry) await collect(entry, files)
  return files
}

async function collect(entry: FileSystemEntry, files: File[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File | null>((resolve) =>
      (entry as FileSystemFileEntry).file(resolve, () => resolve(null)),
    )
    if (file) files.push(named(file, entry.fullPath.replace(/^\//, '')))
    return
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  for (;;) {
    // A reader hands out a hundred entries at a time, and none at the end.
    const batch = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    )
    if (batch.length === 0) return
    for (const child of batch) await collect(child, files)
  }
}

/** Lets the user choose files, or one folder with all that is in it. */
export function pickFiles(options: {
  accept?: string
  multiple?: boolean
  folder?: boolean
  take: (files: File[]) => void
}): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = options.accept ?? ''
  input.multiple = options.multiple ?? false
  input.webkitdirectory = options.folder ?? false
  input.onchange = () => {
    const files = [...(input.files ?? [])].map((file) => named(file, file.webkitRelativePath || file.name))
    if (files.length > 0) options.take(files)
  }
  input.click()
}
