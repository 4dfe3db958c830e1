// Handles what receive.mjs has stored; as many of these may run as you like.
import { handle } from './handler.mjs'
import { openStore } from './store.mjs'

const store = await openStore()
const end = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => end.abort())

console.log('working')
await store.work(handle, end.signal)
await store.close()
