// Route handlers of Next.js, built and served as in production: node server.js
import { execFileSync } from 'node:child_process'
import { createServer } from 'node:http'
import next from 'next'
import { announce, port } from '../common.mjs'

const dir = import.meta.dirname
console.log = console.error // Next.js tells how it fares, where only the port is expected
process.env.NODE_ENV = 'production'
process.env.NEXT_TELEMETRY_DISABLED = '1'
execFileSync('npx', ['next', 'build'], { cwd: dir, stdio: ['ignore', 'ignore', 'inherit'] })

const app = next({ dir })
await app.prepare()
const server = createServer(app.getRequestHandler())
server.listen(port, '127.0.0.1', () => announce(server.address().port))
