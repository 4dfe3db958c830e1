/**
 * Makes one write of many: whatever comes in the same turn of the event loop, or while a write is under
 * way, is in the next one together. So a commit to the disk is shared by all who wait for it.
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
