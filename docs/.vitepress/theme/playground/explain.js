/** What happened to a delivery that was refused. */
export async function explain() {
  return { findings: [] }
}
