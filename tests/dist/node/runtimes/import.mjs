// The vectors in a runtime that runs programs: Node, Bun or Deno. Nothing here needs a permission.
import * as hookseal from 'hookseal'
import { answerer } from './answer.mjs'
import { bridge, tell } from './lines.mjs'

const answer = answerer(hookseal)
tell(hookseal.backend)
await bridge((lines) => lines.map(answer))
