import { webhook } from 'hookseal/web'
import { verifier } from '../common.js'

export const POST = webhook(verifier, () => {})
