// The line protocol on standard input and output, for a program that hands the requests to another runtime.
import process from 'node:process'

/**
 * Says which engine answers and what the README's example printed, if it ran. Then answers every line, in order:
 * `answerAll` gives the answers of the requests that have arrived together.
 */
export async function bridge({ backend, printed = [], answerAll }) {
  for (const line of [`backend: ${backend}`, ...printed]) process.stderr.write(`${line}\n`)
  let rest = ''
  for await (const text of process.stdin.setEncoding('utf8')) {
    const lines = (rest + text).split('\n')
    rest = lines.pop()
    if (lines.length === 0) continue
    const answers = await answerAll(lines)
    process.stdout.write(answers.map((answer) => `${answer}\n`).join(''))
  }
}
