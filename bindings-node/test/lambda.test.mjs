// hookseal/lambda with the requests of AWS, in the forms that its documentation shows.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HEADER_NAME, sign } from 'hookseal'
import { webhook } from 'hookseal/lambda'
import { body, forged, genuine, verifier } from './fixtures.mjs'

const elb = { elb: { targetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/hooks/1' } }
const lists = (headers) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]))
const lower = (headers) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

const REQUESTS = {
  'REST API': (headers) => ({
    resource: '/webhooks',
    path: '/webhooks',
    httpMethod: 'POST',
    headers,
    multiValueHeaders: lists(headers),
    requestContext: { stage: 'prod' },
    body,
    isBase64Encoded: false,
  }),
  'HTTP API or function URL': (headers) => ({
    version: '2.0',
    rawPath: '/webhooks',
    headers: lower(headers),
    requestContext: { http: { method: 'POST', path: '/webhooks' } },
    body,
    isBase64Encoded: false,
  }),
  'load balancer': (headers) => ({
    requestContext: elb,
    httpMethod: 'POST',
    path: '/webhooks',
    headers: lower(headers),
    body,
    isBase64Encoded: false,
  }),
  'load balancer with multi-value headers': (headers) => ({
    requestContext: elb,
    httpMethod: 'POST',
    path: '/webhooks',
    multiValueHeaders: lists(lower(headers)),
    body,
    isBase64Encoded: false,
  }),
}

const quiet = { log: false }

for (const [name, request] of Object.entries(REQUESTS)) {
  test(`a ${name} is answered in its own form`, async () => {
    const calls = []
    const handler = webhook(verifier, (...args) => void calls.push(args), quiet)
    const sent = request(genuine())
    const accepted = await handler(sent, {})
    assert.deepEqual(calls, [[JSON.parse(body), sent, Buffer.from(body)]])
    const coded = { ...sent, body: Buffer.from(body).toString('base64'), isBase64Encoded: true }
    assert.deepEqual(await handler(coded, {}), accepted)

    const json = { 'content-type': 'application/json', 'content-length': '30' }
    const refusal = { statusCode: 400, body: '{"error":"signature_mismatch"}' }
    const refused = await handler(request(forged()), {})
    const extra = (statusDescription) => ({ isBase64Encoded: false, statusDescription })
    if (!name.startsWith('load')) {
      assert.deepEqual(accepted, { statusCode: 200, headers: {}, body: '' })
      assert.deepEqual(refused, { ...refusal, headers: json })
    } else if (name.endsWith('balancer')) {
      assert.deepEqual(accepted, { statusCode: 200, headers: {}, body: '', ...extra('200 OK') })
      assert.deepEqual(refused, { ...refusal, headers: json, ...extra('400 Bad Request') })
    } else {
      assert.deepEqual(accepted, { statusCode: 200, multiValueHeaders: {}, body: '', ...extra('200 OK') })
      assert.deepEqual(refused, { ...refusal, multiValueHeaders: lists(json), ...extra('400 Bad Request') })
    }
  })
}

test('the handler may answer, and a load balancer gets the other members that it requires', async () => {
  const answer = { statusCode: 202, headers: { 'x-id': 7 }, body: 'queued' }
  const handler = webhook(verifier, async () => answer)
  assert.equal(await handler(REQUESTS['REST API'](genuine()), {}), answer)
  assert.deepEqual(await handler(REQUESTS['load balancer with multi-value headers'](genuine()), {}), {
    statusCode: 202,
    multiValueHeaders: { 'x-id': ['7'] },
    body: 'queued',
    isBase64Encoded: false,
    statusDescription: '202 Accepted',
  })
  const failing = webhook(verifier, async () => {
    throw new Error('of the handler')
  })
  await assert.rejects(failing(REQUESTS['REST API'](genuine()), {}), { message: 'of the handler' })
})

test('a request that is not a genuine delivery is refused', async () => {
  const codes = []
  const handler = webhook(verifier, () => {}, { ...quiet, limit: 100, onRefusal: ({ code }) => codes.push(code) })
  const request = REQUESTS['HTTP API or function URL']
  const refused = async (changes) => {
    const { statusCode } = await handler({ ...request(genuine()), ...changes }, {})
    return [statusCode, codes.pop()]
  }
  for (const nothing of [null, undefined, '']) {
    assert.deepEqual(await refused({ body: nothing }), [400, 'signature_mismatch'])
  }
  assert.deepEqual(await refused({ isBase64Encoded: true, body: '{not base64}' }), [400, 'signature_mismatch'])
  for (const headers of [null, undefined, {}]) {
    assert.deepEqual(await refused({ headers }), [400, 'missing_header'])
  }
  assert.deepEqual(await refused({ body: 'x'.repeat(101) }), [413, 'payload_too_large'])
  assert.deepEqual(await refused({ body: 'é'.repeat(51) }), [413, 'payload_too_large'])
  assert.deepEqual(await refused({ headers: { 'Content-Encoding': 'gzip' } }), [415, 'unsupported_encoding'])
  assert.deepEqual(await refused({ requestContext: { http: { method: 'GET' } } }), [405, 'method_not_allowed'])
  // `headers` has only the last of several values.
  const twice = { [HEADER_NAME]: ['t=1', sign('whsec_hidden', body)] }
  assert.deepEqual(await refused({ multiValueHeaders: twice }), [400, 'malformed_header'])
})

test('an empty multiValueHeaders beside the headers hides nothing', async () => {
  const request = { httpMethod: 'POST', headers: genuine(), body }
  const answer = await webhook(verifier, () => {})({ ...request, multiValueHeaders: {} })
  assert.equal(answer.statusCode, 200)
})
