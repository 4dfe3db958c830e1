// A function of AWS Lambda.
import { Verifier, backend } from 'hookseal'
import { webhook } from 'hookseal/lambda'

const verifier = new Verifier(process.env.WORKOS_WEBHOOK_SECRET)

export const handler = webhook(verifier, () => ({ statusCode: 200, body: backend }), { log: false })
