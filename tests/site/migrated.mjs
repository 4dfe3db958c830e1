// Asks a check about deliveries: node migrated.mjs FILE PROJECT, with the deliveries as JSON on standard input. The
// libraries of the others are those of the benchmarks, and hookseal is that of the project.
import { readFileSync } from 'node:fs'
import { register } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const [file, project] = process.argv.slice(2)
const folderOf = (path) => pathToFileURL(`${resolve(path)}/from.mjs`).href
const folders = { hookseal: folderOf(project), others: folderOf(`${import.meta.dirname}/../bench/node`) }
const hook = `const folders = ${JSON.stringify(folders)};
export const resolve = (name, context, next) => {
  if (/^[.]|:/.test(name) || !context.parentURL?.includes('/docs/examples/')) return next(name, context);
  const parentURL = name.startsWith('hookseal') ? folders.hookseal : folders.others;
  return next(name, { ...context, parentURL });
}`
register(`data:text/javascript,${encodeURIComponent(hook)}`)

const { webhook } = await import(pathToFileURL(file).href)
const statuses = []
for (const [body, headers] of JSON.parse(readFileSync(0, 'utf8'))) {
  statuses.push(await webhook(Buffer.from(body), headers))
}
console.log(`[${statuses.join(', ')}]`)
