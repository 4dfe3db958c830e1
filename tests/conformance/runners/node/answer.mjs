// Answers requests of the line protocol, which tests/conformance/README.md describes. Portable: it uses the
// language alone, so that every JavaScript runtime can be asked.

/** Returns the function that answers one line, with this copy of hookseal. */
export function answerer({ ActionVerifier, Verifier, diagnose, readEvent, sign }) {
  return (line) => {
    const [operation, ...fields] = line.split('\t')
    try {
      if (operation === 'sign') {
        const [secret, timestamp, payload] = fields
        return `ok\t${encode(sign(decode(secret), decode(payload), { timestamp: Number(timestamp) }))}`
      }
      if (operation === 'diagnose') return diagnosis(diagnose, ...fields)
      if (operation === 'read') return event(readEvent(decode(fields[0])))
      if (operation === 'action' || operation === 'respond') return action(ActionVerifier, ...fields)
      const [secrets, tolerance, head, at, body, chunk] = fields
      const verifier = make(Verifier, secrets, tolerance)
      const header = head === '-' ? undefined : text(decode(head))
      const payload = decode(body)
      // Past 2^53 a number is the nearest double, which is as far from any timestamp.
      const now = Number(at)
      const verdict = chunk === undefined ? undefined : stream(verifier, header, payload, Number(chunk), now)
      if (operation !== 'event') return verified(verdict ?? verifier.verify(payload, header, { now }))
      return event(verdict ? readEvent(payload) : verifier.constructEvent(payload, header, { now }))
    } catch (error) {
      if (error.code === undefined) throw error
      return error.timestamp === undefined ? error.code : `${error.code}\t${error.timestamp}`
    }
  }
}

function diagnosis(diagnose, secrets, head, at, body) {
  const header = head === '-' ? undefined : text(decode(head))
  const told = diagnose(decode(body), header, keysOf(secrets), { now: Number(at) })
  const list = (codes) => codes.join(',') || '-'
  const lines = [...told.findings.flatMap(({ message, advice }) => [message, advice]), told.summary, ...told.nextSteps]
  const codes = told.findings.map(({ code }) => code)
  return [told.code, list(codes), list(told.ruledOut), encode(lines.map((line) => `${line}\n`).join(''))].join('\t')
}

function action(ActionVerifier, secrets, tolerance, head, at, body, name, message) {
  const verifier = make(ActionVerifier, secrets, tolerance)
  const now = Number(at)
  const asked = verifier.constructAction(decode(body), head === '-' ? undefined : text(decode(head)), { now })
  if (name === undefined) return `ok\t${encode(asked.id)}\t${encode(asked.object)}`
  const errorMessage = message === '-' ? undefined : utf8(decode(message))
  try {
    const answer = verifier.signResponse(asked, utf8(decode(name)), { errorMessage, now })
    return `ok\t${hex(answer)}`
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return 'argument'
    throw error
  }
}

/** Text in UTF-8. What is none stands for half a surrogate pair. */
function utf8(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return '\ud800'
  }
}

function make(Verifier, secrets, tolerance) {
  const keys = keysOf(secrets)
  if (tolerance === 'default') return new Verifier(keys)
  return new Verifier(keys, { tolerance: tolerance === 'none' ? null : Number(tolerance) })
}

function keysOf(secrets) {
  return secrets === '-' ? [] : secrets.split(',').map(decode)
}

function stream(verifier, header, payload, chunk, now) {
  const verification = verifier.begin(header)
  for (let start = 0; start < payload.length; start += chunk) {
    verification.update(payload.subarray(start, start + chunk))
  }
  return verification.finish({ now })
}

function verified({ timestamp, secretIndex }) {
  return `ok\t${timestamp}\t${secretIndex}`
}

function event({ id, event }) {
  return `ok\t${encode(id)}\t${encode(event)}`
}

/** JavaScript's servers give header values as strings of one character a byte. */
function text(bytes) {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
}

function decode(field) {
  if (field === '.') return new Uint8Array()
  const bytes = new Uint8Array(field.length / 2)
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(field.slice(2 * at, 2 * at + 2), 16)
  return bytes
}

function encode(text) {
  return hex(new TextEncoder().encode(text))
}

function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('') || '.'
}
