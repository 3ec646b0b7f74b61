import { readFileSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'

/** A sheet's cells by their name (`B7`): the text, or the number or cached result as text. */
export type Sheet = ReadonlyMap<string, string>

/** Reads a workbook that the app wrote: sheet name to cells. */
export function readWorkbook(path: string): ReadonlyMap<string, Sheet> {
  const parts = unzip(readFileSync(path))
  const text = (name: string): string => parts.get(name)?.toString('utf8') ?? ''
  const shared = [...text('xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs)].map(([, item]) =>
    plain(item ?? ''),
  )
  const targets = new Map(
    [...text('xl/_rels/workbook.xml.rels').matchAll(/<Relationship [^>]*>/g)].map(([tag]) => [
      attribute(tag, 'Id'),
      attribute(tag, 'Target'),
    ]),
  )
  const sheets = [...text('xl/workbook.xml').matchAll(/<sheet [^>]*>/g)].map(([tag]) => {
    const target = targets.get(attribute(tag, 'r:id')) ?? ''
    return [decode(attribute(tag, 'name')), cells(text(`xl/${target}`), shared)] as const
  })
  return new Map(sheets)
}

function cells(xml: string, shared: readonly string[]): Sheet {
  const found = new Map<string, string>()
  for (const [, head = '', body = ''] of xml.matchAll(/<c ([^>]*[^/>])>(.*?)<\/c>/gs)) {
    const value = /<v>(.*?)<\/v>/s.exec(body)?.[1]
    const kind = attribute(head, 't')
    if (kind === 'inlineStr') found.set(attribute(head, 'r'), plain(body))
    else if (value !== undefined) {
      const text = kind === 's' ? (shared[Number(value)] ?? '') : decode(value)
      found.set(attribute(head, 'r'), text)
    }
  }
  return found
}

const attribute = (tag: string, name: string): string =>
  new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1] ?? ''

/** The text of a string item, whose parts may be formatted apart. */
const plain = (xml: string): string =>
  [...xml.matchAll(/<t(?: [^>]*)?>(.*?)<\/t>/gs)].map(([, text]) => decode(text ?? '')).join('')

const decode = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&amp;/g, '&')

/** The files of a zip by name (PKWARE APPNOTE 4.3): stored or deflated, without zip64. */
function unzip(zip: Buffer): Map<string, Buffer> {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  if (end < 0) throw new Error('this is no zip')
  const files = new Map<string, Buffer>()
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, packed] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)]
    const [name, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field))
    const local = zip.readUInt32LE(at + 42)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const data = zip.subarray(start, start + packed)
    const path = zip.toString('utf8', at + 46, at + 46 + (name ?? 0))
    files.set(path, method === 0 ? data : inflateRawSync(data))
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0)
  }
  return files
}
