// An example of a handler. Replace it with yours.

const CHANGES = new Map([
  ['connection.activated', ['connections', 'active']],
  ['connection.deactivated', ['connections', 'inactive']],
  ['connection.deleted', ['connections', 'deleted']],
  ['dsync.activated', ['directories', 'active']],
  ['dsync.deactivated', ['directories', 'inactive']],
  ['dsync.deleted', ['directories', 'deleted']],
])

const COLUMNS = '(id TEXT PRIMARY KEY, organization_id TEXT, state TEXT, changed_at TEXT, changes INTEGER)'

/** All SQL in this file works in SQLite and in PostgreSQL. */
export const TABLES = `
  CREATE TABLE IF NOT EXISTS handled
    (event_id TEXT PRIMARY KEY, event TEXT, handled_at TEXT DEFAULT CURRENT_TIMESTAMP);
  CREATE TABLE IF NOT EXISTS connections ${COLUMNS};
  CREATE TABLE IF NOT EXISTS directories ${COLUMNS};
`

/**
 * Handles an event within a transaction, in which `query(sql, values)` resolves to rows. The whole change is
 * written or nothing, and an event that was handled before changes nothing. So it is safe to retry.
 *
 * Do nothing slow here, such as calling another service: in SQLite, nobody else can write meanwhile. Write the
 * call down in a table and make it afterwards.
 */
export async function handle(event, query) {
  const mark = 'INSERT INTO handled (event_id, event) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING event_id'
  const [first] = await query(mark, [event.id, event.event])
  const change = CHANGES.get(event.event)
  if (!first || !change) return

  const [table, state] = change
  const { id, organization_id } = event.data ?? {}
  if (typeof id !== 'string') throw new Error(`${event.event} without data.id`)
  if (typeof event.created_at !== 'string') throw new Error(`${event.event} without created_at`)
  // Events may come out of order: an older one counts, but does not turn the state back.
  const newer = (column) =>
    `${column} = CASE WHEN excluded.changed_at < ${table}.changed_at THEN ${table}.${column} ELSE excluded.${column} END`
  await query(
    `INSERT INTO ${table} (id, organization_id, state, changed_at, changes) VALUES ($1, $2, $3, $4, 1)
     ON CONFLICT (id) DO UPDATE SET changes = ${table}.changes + 1,
       ${['organization_id', 'state', 'changed_at'].map(newer).join(', ')}`,
    [id, organization_id ?? null, state, event.created_at],
  )
}
