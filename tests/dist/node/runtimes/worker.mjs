// A Worker that introduces itself to a GET, and answers the lines that are posted.
import { answerAll, introduce } from './script.mjs'

export default {
  async fetch(request) {
    return Response.json(request.method === 'POST' ? answerAll(await request.json()) : await introduce())
  },
}
