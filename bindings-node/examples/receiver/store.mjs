// Which inbox it is: one in a file, or one in PostgreSQL for more than one machine.
//
// put(event)         resolves when the event is on the disk, whether it is new or not
// check()            resolves if the store answers
// work(handle, end)  claims and handles until the signal `end`
// list(), retry(id)  for an operator
import { databaseUrl } from './settings.mjs'

export async function openStore() {
  if (databaseUrl === undefined) return (await import('./sqlite.mjs')).openSqlite()
  return (await import('./postgres.mjs')).openPostgres()
}
