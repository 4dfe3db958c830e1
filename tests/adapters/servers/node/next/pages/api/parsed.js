import { webhook } from 'hookseal/http'
import { answerPages, verifier } from '../../app/common.js'

// Without the `config` of the others, Next.js parses the body.
export default webhook(verifier, answerPages)
