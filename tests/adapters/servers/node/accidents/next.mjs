// API routes of the pages router, called as Next.js's server calls them, without a build that would take longer than
// all the rest.
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { explain, listen } from './explain.mjs'

const require = createRequire(new URL('../next/', import.meta.url))
const { apiResolver } = require('next/dist/server/api-utils/node/api-resolver')

const route = (write) => ({
  default: (request, response) => response.json(explain(write(request.body), request.headers)),
})
const routes = {
  '/parsed': route((body) => JSON.stringify(body)),
  '/indented': route((body) => JSON.stringify(body, null, 2)),
}

listen(createServer((request, response) => apiResolver(request, response, {}, routes[request.url], {}, true, false)))
