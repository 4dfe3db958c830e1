import { Verifier, sign } from 'hookseal'

const verifier = new Verifier(['whsec_new', 'whsec_old'])

const body = '{"id": "event_01", "event": "connection.activated", "data": {}}'
for (const secret of ['whsec_new', 'whsec_old']) {
  const { secretIndex } = verifier.verify(body, sign(secret, body))
  console.log(`accepted by secret ${secretIndex}`)
}
