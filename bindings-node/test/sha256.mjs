// SHA-256 of one block, with everything in it that must not stay in memory when the block is a secret (FIPS 180-4).

const primes = Array.from({ length: 312 }, (_, n) => n).filter(
  (n) => n > 1 && !Array.from({ length: n }, (_, d) => d).some((d) => d > 1 && n % d === 0),
)
const fraction = (root) => Math.floor((root % 1) * 2 ** 32)
const INITIAL = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)))
const ROUND_CONSTANTS = primes.slice(0, 64).map((prime) => fraction(Math.cbrt(prime)))

const rotate = (word, bits) => (word >>> bits) | (word << (32 - bits))
const sum = (...words) => words.reduce((all, word) => (all + word) >>> 0)

/** The message schedule, and the state after a first block. */
export function compress(block) {
  const schedule = Array.from({ length: 16 }, (_, index) => block.readUInt32BE(4 * index))
  for (let t = 16; t < 64; t++) {
    const [w15, w2] = [schedule[t - 15], schedule[t - 2]]
    const s0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3)
    const s1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10)
    schedule.push(sum(schedule[t - 16], s0, schedule[t - 7], s1))
  }
  let [a, b, c, d, e, f, g, h] = INITIAL
  for (let t = 0; t < 64; t++) {
    const t1 = sum(h, rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25), (e & f) ^ (~e & g), ROUND_CONSTANTS[t], schedule[t])
    const t2 = sum(rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22), (a & b) ^ (a & c) ^ (b & c))
    ;[a, b, c, d, e, f, g, h] = [sum(t1, t2), a, b, c, sum(d, t1), e, f, g]
  }
  return { schedule, state: [a, b, c, d, e, f, g, h].map((word, index) => sum(word, INITIAL[index])) }
}
