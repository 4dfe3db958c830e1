// Lists the inbox, one event a line, or retries a dead event: inbox.mjs [list | retry ID]
import { openStore } from './store.mjs'

const [command = 'list', id] = process.argv.slice(2)
const store = await openStore()
if (command === 'list') {
  for await (const event of store.list()) console.log(JSON.stringify(event))
} else if (command === 'retry' && id) {
  if (!(await store.retry(id))) {
    console.error(`no dead event has the id ${id}`)
    process.exitCode = 1
  }
} else {
  console.error('usage: inbox.mjs [list | retry ID]')
  process.exitCode = 2
}
await store.close()
