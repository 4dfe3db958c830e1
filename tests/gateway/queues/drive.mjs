// Puts an event into the queue of an example, and prints what its worker gets: drive.mjs EXAMPLE EVENT
const [example, event] = process.argv.slice(2)
const { enqueue, work } = await import(example)
await work((handled) => {
  console.log(JSON.stringify(handled))
  process.exit()
})
await enqueue(JSON.parse(event))
