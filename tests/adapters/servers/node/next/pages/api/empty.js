import { webhook } from 'hookseal/http'
import { verifier } from '../../app/common.js'

export const config = { api: { bodyParser: false } }
export default webhook(verifier, () => {})
