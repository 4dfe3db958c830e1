// Route handlers of Next.js, built and served as in production: node server.js [pages]
import { execFileSync } from 'node:child_process'
import { createServer } from 'node:http'
import next from 'next'
import { announce, port } from '../common.mjs'

const dir = import.meta.dirname
console.log = console.error // Next.js prints its progress; standard output is for the port alone
process.env.NODE_ENV = 'production'
process.env.NEXT_TELEMETRY_DISABLED = '1'
const { WORKOS_WEBHOOK_SECRET: _, ...env } = process.env
execFileSync('npx', ['next', 'build'], { cwd: dir, env, stdio: ['ignore', 'ignore', 'inherit'] })

const app = next({ dir })
await app.prepare()
const handle = app.getRequestHandler()
const server = createServer((request, response) => {
  if (process.argv[2] === 'pages') request.url = `/api${request.url}`
  return handle(request, response)
})
server.listen(port, '127.0.0.1', () => announce(server.address().port))
