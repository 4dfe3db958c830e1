// Answers in a runtime that has no standard input. `example.mjs` is the README's example, as a function.
import * as hookseal from 'hookseal'
import { answerer } from './answer.mjs'
import { example } from './example.mjs'

const answer = answerer(hookseal)

export const answerAll = (lines) => lines.map(answer)

/** The engine, and what the example prints. */
export function introduce() {
  const printed = []
  example({ log: (...parts) => printed.push(parts.join(' ')) })
  return { backend: hookseal.backend, printed }
}

globalThis.script = { answerAll, hookseal, introduce }
