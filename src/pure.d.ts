// What the pure rooms may take for granted: global names that a page, a worker and Node all have.

declare function structuredClone<Value>(value: Value): Value

declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean })
  decode(bytes?: ArrayBufferView | ArrayBuffer): string
}
