import { TextDecoder } from 'node:util'

/** How far a page or document is searched for a declaration, as browsers do. */
const prescan = 1024

/** Of Content-Type, in characters. A header may have 64 KiB, and what is sought for at each `;` in it would take the square of that. */
const maxContentType = 1024

const byteOrderMarks: readonly [string, Buffer][] = [
  ['utf-8', Buffer.from([0xef, 0xbb, 0xbf])],
  ['utf-16be', Buffer.from([0xfe, 0xff])],
  ['utf-16le', Buffer.from([0xff, 0xfe])],
]

const declared = [
  /<meta[^>]{1,200}?charset\s*=\s*(?:["']\s*)?([\w:.-]+)/i,
  /^<\?xml[^>]{1,200}?encoding\s*=\s*["']([\w:.-]+)/,
]

/**
 * Text from bytes: by the byte order mark, by the charset of Content-Type, by what the document declares, as UTF-8 if it is that, or as
 * windows-1252, which everything is. Bytes that are wrong become U+FFFD; so does NUL, which databases don't take.
 * @param options.isCut the last character may not be whole
 */
export function decode(
  bytes: Buffer,
  { contentType, isCut }: { contentType: string; isCut: boolean },
): string {
  const head = bytes.toString('latin1', 0, prescan)
  const decoder =
    byMark(bytes) ??
    decoderOf(charsetOf(contentType)) ??
    decoderOf(declaration(head)) ??
    new TextDecoder(isUtf8(bytes, isCut) ? 'utf-8' : 'windows-1252')
  return decoder.decode(bytes, { stream: isCut }).replaceAll('\0', '\uFFFD')
}

function byMark(bytes: Buffer): TextDecoder | undefined {
  const found = byteOrderMarks.find(([, mark]) => bytes.subarray(0, mark.length).equals(mark))
  return found && new TextDecoder(found[0])
}

const charsetOf = (contentType: string): string | undefined =>
  /;\s*charset\s*=\s*(?:["']\s*)?([\w:.-]+)/i.exec(contentType.slice(0, maxContentType))?.[1]

function declaration(head: string): string | undefined {
  const label = declared.map((pattern) => pattern.exec(head)?.[1]).find((found) => found)
  // What could be read as ASCII up to here is not UTF-16.
  return label !== undefined && /^utf-?16/i.test(label) ? 'utf-8' : label
}

/** @returns undefined for a charset that nobody knows */
function decoderOf(label: string | undefined): TextDecoder | undefined {
  if (label === undefined) return undefined
  try {
    return new TextDecoder(label)
  } catch {
    return undefined
  }
}

function isUtf8(bytes: Buffer, isCut: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut })
    return true
  } catch {
    return false
  }
}
