import { webhook } from 'hookseal/http'
import { answerPages, verifier } from '../../app/common.js'

export const config = { api: { bodyParser: false } }
export default webhook(verifier, answerPages, { limit: 8 * 1024 * 1024 })
