// The bundlers' tests bundle this and run the bundle elsewhere.
import { Verifier, backend, sign } from 'hookseal'
import { webhook } from 'hookseal/web'
import answer from './answer.mjs'

answer({ Verifier, backend, sign, webhook }).then(console.log)
