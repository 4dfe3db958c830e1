// Which C library this process runs on. An addon for another one may load, and crash the process later.

import { closeSync, openSync, readSync } from 'node:fs'
import { TextDecoder } from 'node:util'

const PT_INTERP = 3

/** 'gnu' or 'musl'; 'unknown' for a static program, or one that may not be read. */
export function libc() {
  const loader = ofDeno() ?? interpreter(process.execPath)
  if (/ld-musl-|-musl$/.test(loader)) return 'musl'
  return /ld-linux-|-gnu$/.test(loader) ? 'gnu' : 'unknown'
}

/** Deno says what it was built for, and would ask for permission to read its file. */
function ofDeno() {
  return globalThis.Deno?.build?.target
}

/** The path of the loader that a 64-bit ELF program names, such as /lib/ld-musl-x86_64.so.1; '' if that is not known. */
function interpreter(program) {
  let file
  try {
    file = openSync(program)
    const header = read(file, 0, 64)
    const size = header.getUint16(54, true)
    const count = header.getUint16(56, true)
    const segments = read(file, Number(header.getBigUint64(32, true)), size * count)
    for (let at = 0; at < size * count; at += size) {
      if (segments.getUint32(at, true) !== PT_INTERP) continue
      const [offset, length] = [at + 8, at + 32].map((place) => Number(segments.getBigUint64(place, true)))
      return new TextDecoder().decode(read(file, offset, length)).replace(/\0.*/s, '')
    }
  } catch {
    // Not a file of this form, or not allowed to be read.
  } finally {
    if (file !== undefined) closeSync(file)
  }
  return ''
}

function read(file, offset, length) {
  const bytes = new DataView(new ArrayBuffer(length))
  if (readSync(file, bytes, 0, length, offset) !== length) throw new RangeError('the file is too short')
  return bytes
}
