import { webhook } from 'hookseal/web'
import { answer, verifier } from '../common.js'

const receive = webhook(verifier, answer)

export async function POST(request) {
  await request.json()
  return receive(request)
}
