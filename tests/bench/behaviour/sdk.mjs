// What @workos-inc/node does: prints a JSON object of rows and answers.
import { createHmac } from 'node:crypto'
import { createRequire } from 'node:module'

const { WorkOS } = createRequire(new URL('../node/', import.meta.url))('@workos-inc/node')

const SECRET = 'whsec_comparison'
const NOW = Date.now()
const BODY = '{"id":"event_01","event":"connection.activated","data":{}}'
const workos = new WorkOS('sk_test', { clientId: 'client_01' })

function mac(timestamp, body) {
  return createHmac('sha256', SECRET).update(`${timestamp}.`).update(body).digest('hex')
}

function header(body, timestamp = NOW, separator = ', ') {
  return `t=${timestamp}${separator}v1=${mac(timestamp, body)}`
}

async function told(call) {
  try {
    await call()
    return 'accepted'
  } catch (error) {
    return error.name === 'SignatureVerificationException' ? 'refused' : `\`${error.name}\``
  }
}

const verify = (payload, sigHeader) =>
  told(() => workos.webhooks.verifyHeader({ payload, sigHeader, secret: SECRET, tolerance: 180_000 }))

/** Whether the answer is signed as the JSON that JSON.stringify makes of its payload. */
async function respond(verdict, errorMessage) {
  try {
    const { payload, signature } = await workos.actions.signResponse(
      { type: 'authentication', verdict, errorMessage },
      SECRET,
    )
    if (signature !== mac(payload.timestamp, JSON.stringify(payload))) return 'wrong signature'
    return errorMessage && !('error_message' in payload) ? 'message left out' : 'signed'
  } catch {
    return 'refused'
  }
}

const [good, bad] = [mac(NOW, BODY), '0'.repeat(64)]
const latin = Buffer.from('{"id":"\xff"}', 'latin1')
const rows = {
  '`t=..,v1=..` without the space': await verify(BODY, header(BODY, NOW, ',')),
  'two `v1`, the good one last': await verify(BODY, `t=${NOW}, v1=${bad}, v1=${good}`),
  'upper-case hex': await verify(BODY, `t=${NOW}, v1=${good.toUpperCase()}`),
  '`t=abc`': await verify(BODY, header(BODY, 'abc')),
  '`t=1_735000000000`': await verify(BODY, header(BODY, `1_${String(NOW).slice(1)}`)),
  'a timestamp a year ahead': await verify(BODY, header(BODY, NOW + 31_536_000_000)),
  'a payload that is not UTF-8': await verify(latin, header(latin)),
  'no header at all': await verify(BODY, undefined),
  'an action denied, “Jürgen”': await respond('Deny', 'Jürgen'),
  'an action denied, 501 characters': await respond('Deny', 'm'.repeat(501)),
  'an action allowed, with a message': await respond('Allow', 'Welcome'),
  'the verdict `allow`': await respond('allow'),
  'an event sent to the action endpoint': await told(() =>
    workos.actions.constructAction({ payload: BODY, sigHeader: header(BODY), secret: SECRET }),
  ),
}
process.stdout.write(JSON.stringify(rows))
