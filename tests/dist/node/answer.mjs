// What the bundles of app.mjs and app.cjs run: one genuine delivery and one forged, through hookseal/web.

export default async ({ Verifier, backend, sign, webhook }) => {
  const receive = webhook(new Verifier('whsec_example'), () => {}, { log: false })
  const payload = JSON.stringify({ id: 'event_01', event: 'connection.activated', data: {} })
  const headers = { 'WorkOS-Signature': sign('whsec_example', payload) }
  const send = async (body) =>
    (await receive(new Request('http://localhost/', { method: 'POST', headers, body }))).status
  return `${backend} ${await send(payload)} ${await send(`${payload} `)}`
}
