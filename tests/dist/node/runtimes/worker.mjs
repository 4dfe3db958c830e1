// A Worker that answers the lines of a request, one by one.
import * as hookseal from 'hookseal'
import { answerer } from './answer.mjs'

const answer = answerer(hookseal)

export default {
  async fetch(request) {
    if (request.method !== 'POST') return new Response(hookseal.backend)
    const lines = (await request.text()).split('\n')
    return new Response(lines.map(answer).join('\n'))
  },
}
