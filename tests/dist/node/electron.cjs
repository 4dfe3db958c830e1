'use strict'
// What Electron does about addons: it loads one inside app.asar from app.asar.unpacked. Load it first: node -r

const { dlopen } = process
process.dlopen = (module, file, ...rest) => {
  const unpacked = file.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked')
  if (unpacked === file) throw new Error(`${file} is not in app.asar`)
  return dlopen.call(process, module, unpacked, ...rest)
}
