// Says which platform an addon is for, from the file itself. A binary for glibc in the package for musl would load on
// Alpine, and crash there later.
const ELF = 0x464c457f
const MACH_O = 0xfeedfacf
const MACHINES = new Map([
  [`${ELF} 62`, 'linux-x64'],
  [`${ELF} 183`, 'linux-arm64'],
  [`${MACH_O} ${0x01000007}`, 'darwin-x64'],
  [`${MACH_O} ${0x0100000c}`, 'darwin-arm64'],
  [`PE ${0x8664}`, 'win32-x64'],
  [`PE ${0xaa64}`, 'win32-arm64'],
])

/** Such as 'linux-x64-musl', 'darwin-arm64' or 'win32-x64'. */
export function platformOf(binary) {
  const platform = MACHINES.get(machine(binary)) ?? 'no platform that hookseal knows'
  // The only library that every such binary needs, and its name is the C library's.
  return platform.startsWith('linux') ? `${platform}-${binary.includes('libc.so.6\0') ? 'gnu' : 'musl'}` : platform
}

function machine(binary) {
  const magic = binary.readUInt32LE(0)
  if (magic === ELF) return `${ELF} ${binary.readUInt16LE(18)}`
  if (magic === MACH_O) return `${MACH_O} ${binary.readUInt32LE(4)}`
  if (binary.subarray(0, 2).equals(Buffer.from('MZ'))) return `PE ${binary.readUInt16LE(binary.readUInt32LE(60) + 4)}`
  return ''
}
