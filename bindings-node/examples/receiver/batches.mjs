/**
 * Combines many writes into one. Items that arrive in the same turn of the event loop, or during a write, are
 * written together next. So all that wait share one commit to the disk.
 */
export function inBatches(write) {
  let waiting = []
  let writing = false

  async function run() {
    writing = true
    while (waiting.length > 0) {
      await new Promise(setImmediate)
      const batch = waiting
      waiting = []
      try {
        await write(batch.map(({ item }) => item))
        for (const { resolve } of batch) resolve()
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    writing = false
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (!writing) run()
    })
}
