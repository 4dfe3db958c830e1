// node express.mjs express | express-4
import { action, webhook } from 'hookseal/express'
import { LARGE, actionVerifier, announce, port, summary, verifier } from './common.mjs'
import { ACTION, ACTION_OR_DENY, decide } from './deciding.mjs'

const { default: express } = await import(process.argv[2])

const answer = (request, response) => response.json(summary(request.webhookEvent))

const app = express()
app.post('/webhooks', webhook(verifier), answer)
app.post('/large', webhook(verifier, LARGE), answer)
app.post('/parsed', express.json(), webhook(verifier), answer)
app.post('/raw', express.raw({ type: '*/*', limit: '8mb' }), webhook(verifier), answer)
app.post('/empty', webhook(verifier), (request, response) => response.end())
app.post('/action', action(actionVerifier, decide, ACTION))
app.post('/action-or-deny', action(actionVerifier, decide, ACTION_OR_DENY))

const server = app.listen(port, '127.0.0.1', () => announce(server.address().port))
