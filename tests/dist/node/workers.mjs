// Loads hookseal in four threads at once, three times, and checks it in the main thread after each round.
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import * as hookseal from 'hookseal'
import smoke from './smoke.cjs'

smoke(hookseal)

if (isMainThread) {
  for (let round = 0; round < 3; round++) {
    const workers = Array.from({ length: 4 }, () => new Worker(new URL(import.meta.url)))
    await Promise.all(workers.map(answer))
    await Promise.all(workers.map((worker) => worker.terminate()))
    smoke(hookseal)
  }
  console.log('accepted')
} else {
  parentPort.postMessage('accepted')
}

function answer(worker) {
  return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))
}
