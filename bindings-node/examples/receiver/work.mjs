// Handles the events that receive.mjs has stored. You can run several at the same time.
import { handle } from './handler.mjs'
import { openStore } from './store.mjs'

const store = await openStore()
const end = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => end.abort())

console.log('working')
await store.work(handle, end.signal)
await store.close()
