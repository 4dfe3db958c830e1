// A plain Express application: verifies an event, inserts it in a transaction of its own, and answers 200.
import { createRequire } from 'node:module'
import express from 'express'
import Sqlite from 'libsql'
import pg from 'pg'

// The package as it is installed for users.
const { VerificationError, Verifier } = createRequire(process.env.HOOKSEAL)('hookseal')

const TABLE = 'CREATE TABLE events (id TEXT PRIMARY KEY, event TEXT NOT NULL, payload BYTES NOT NULL)'
const INSERT = 'INSERT INTO events VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING'

/** Each opens a store and returns a function that inserts an event. Without BEGIN, each statement commits itself. */
const STORES = {
  sqlite(url) {
    const db = new Sqlite(url.slice('sqlite:'.length))
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    db.exec(TABLE.replace('BYTES', 'BLOB'))
    const insert = db.prepare(INSERT.replaceAll('$', '?'))
    return (...values) => insert.run(...values)
  },
  async postgres(connectionString) {
    const pool = new pg.Pool({ connectionString })
    await pool.query(TABLE.replace('BYTES', 'BYTEA'))
    return (...values) => pool.query({ name: 'insert', text: INSERT, values })
  },
}

const { WORKOS_WEBHOOK_SECRET, DATABASE_URL } = process.env
const verifier = new Verifier(WORKOS_WEBHOOK_SECRET)
const insert = await STORES[DATABASE_URL.split(':')[0]](DATABASE_URL)

const app = express()
app.post('/webhooks/workos', express.raw({ type: '*/*' }), async (request, response) => {
  try {
    const event = verifier.constructEvent(request.body, request.headers)
    await insert(event.id, event.event, request.body)
    response.sendStatus(200)
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error
    response.status(400).send(error.code)
  }
})
app.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('listening'))
