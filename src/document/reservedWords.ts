// Words that no id may be, because ids become variable names in exported TypeScript and Python.

const words =
  // TypeScript (as strict modules reserve them)
  'arguments await break case catch class const constructor continue debugger default delete do else enum eval export ' +
  'extends false finally for function if implements import in instanceof interface let new null package private ' +
  'protected prototype public return static super switch this throw true try typeof undefined var void while with yield ' +
  // Python
  'and as assert async def del elif except from global is lambda nonlocal not or pass raise ' +
  // names that exported files and the layout use themselves
  'game tf torch nn'

const reserved = new Set(words.split(' '))

/** Whether an id is a keyword of TypeScript or Python, or a name that exported files and the layout need themselves. */
export function isReservedWord(id: string): boolean {
  return reserved.has(id)
}
