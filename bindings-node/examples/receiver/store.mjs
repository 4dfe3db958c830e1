// Opens the inbox: in a SQLite file, or in PostgreSQL for more than one machine.
//
// put(event)         resolves when the event is on the disk, new or already known
// check()            resolves if the store answers
// work(handle, end)  claims and handles until the signal `end`
// list(), retry(id)  for an operator
import { databaseUrl } from './settings.mjs'

export async function openStore() {
  if (databaseUrl === undefined) return (await import('./sqlite.mjs')).openSqlite()
  return (await import('./postgres.mjs')).openPostgres()
}
