// The script that answers in a runtime without programs: a page, or an edge function.
import * as hookseal from 'hookseal'
import { answerer } from './answer.mjs'

const answer = answerer(hookseal)
Object.assign(globalThis, { hookseal, answerAll: (lines) => lines.map(answer) })
