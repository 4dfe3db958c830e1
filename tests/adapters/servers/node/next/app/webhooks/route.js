import { webhook } from 'hookseal/web'
import { answer, verifier } from '../common.js'

export const POST = webhook(verifier, answer)
