// Handles each event once in effect: keeps the state of connections and directories.

// The table that an event changes, and the new state.
const CHANGES = new Map([
  ['connection.activated', ['connections', 'active']],
  ['connection.deactivated', ['connections', 'inactive']],
  ['connection.deleted', ['connections', 'deleted']],
  ['dsync.activated', ['directories', 'active']],
  ['dsync.deactivated', ['directories', 'inactive']],
  ['dsync.deleted', ['directories', 'deleted']],
])
const MARK = 'INSERT INTO handled_events (event_id, event) VALUES ($1, $2) ON CONFLICT DO NOTHING'

export async function handle(database, event) {
  await database.transaction(async (execute) => {
    const marked = await execute(MARK, [event.id, event.event])
    if (marked) await change(execute, event) // otherwise it was handled before
  })
}

async function change(execute, { event, data, created_at }) {
  if (!CHANGES.has(event)) return
  const [table, state] = CHANGES.get(event)
  if (typeof data?.id !== 'string') throw new Error(`${event} without data.id`)
  // WorkOS's times are all in UTC. Written alike, they sort as text.
  const changedAt = String(data.updated_at ?? created_at)
    .replace(' ', 'T')
    .replace(/Z$/, '')
  const row = [data.id, data.organization_id ?? null, state, changedAt]
  await execute(
    `INSERT INTO ${table} AS known (id, organization_id, state, changed_at, changes) VALUES ($1, $2, $3, $4, 1)
     ON CONFLICT (id) DO UPDATE SET changes = known.changes + 1`,
    row,
  )
  // Events come in any order: an older one does not undo a newer one, and at the same time a deletion stays.
  await execute(
    `UPDATE ${table} SET organization_id = $2, state = $3, changed_at = $4
     WHERE id = $1 AND (changed_at < $4 OR changed_at = $4 AND state <> 'deleted')`,
    row,
  )
}
