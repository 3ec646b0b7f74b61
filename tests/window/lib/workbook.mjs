// As much of a workbook as a test must see: whether some row holds a text and a number.
import { readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";

/** Whether a row of some sheet of the workbook holds both, each in a cell of its own. */
export function holds(path, text, number) {
  const parts = unzip(readFileSync(path));
  const strings = [...(parts.get("xl/sharedStrings.xml")?.toString() ?? "").matchAll(/<si>(.*?)<\/si>/gs)]
    .map(([, item]) => plain(item));
  const sheets = [...parts].filter(([name]) => name.startsWith("xl/worksheets/sheet"));
  return sheets.some(([, xml]) => [...xml.toString().matchAll(/<row [^>]*>(.*?)<\/row>/gs)].some(([, row]) => {
    const cells = [...row.matchAll(/<c ([^>]*[^/>])>(.*?)<\/c>/gs)].map(([, head, body]) => {
      if (head.includes('t="inlineStr"')) return plain(body);
      const value = /<v>(.*?)<\/v>/s.exec(body)?.[1] ?? "";
      return head.includes('t="s"') ? strings[Number(value)] : value;
    });
    return cells.includes(text) && cells.includes(String(number));
  }));
}

const plain = (xml) => [...xml.matchAll(/<t(?: [^>]*)?>(.*?)<\/t>/gs)].map(([, part]) => part).join("");

/** The files of a zip by name (PKWARE APPNOTE 4.3): stored or deflated, without zip64. */
function unzip(zip) {
  const end = zip.lastIndexOf("PK\x05\x06", undefined, "latin1");
  if (end < 0) throw new Error("this is no zip");
  const files = new Map();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const packed = zip.readUInt32LE(at + 20);
    const [name, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field));
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const data = zip.subarray(start, start + packed);
    const isStored = zip.readUInt16LE(at + 10) === 0;
    files.set(zip.toString("utf8", at + 46, at + 46 + name), isStored ? data : inflateRawSync(data));
    at += 46 + name + extra + comment;
  }
  return files;
}
