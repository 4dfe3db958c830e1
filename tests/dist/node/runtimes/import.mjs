// Answers on Node, Bun and Deno. Nothing here needs a permission.
import * as hookseal from 'hookseal'
import { answerer } from './answer.mjs'
import { bridge } from './lines.mjs'

const answer = answerer(hookseal)
await bridge({ backend: hookseal.backend, answerAll: (lines) => lines.map(answer) })
