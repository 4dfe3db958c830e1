// One of several threads that verify at the same time. Posts the nanoseconds per verification.

import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'

import { SECRET } from './peers.mjs'

const { Verifier } = createRequire(process.env.HOOKSEAL)('hookseal')
const { header, loops, payload, waiting } = workerData
const verifier = new Verifier(SECRET)

Atomics.sub(waiting, 0, 1)
while (Atomics.load(waiting, 0) > 0);
const start = process.hrtime.bigint()
for (let i = 0; i < loops; i += 1) verifier.verify(payload, header)
parentPort.postMessage(Number(process.hrtime.bigint() - start) / loops)
