// What a developer sees who asks `diagnose` why a delivery was refused.
import { diagnose } from 'hookseal'

export function explain(payload, headers) {
  const { code, findings } = diagnose(payload, headers, process.env.WORKOS_WEBHOOK_SECRET)
  return { code, findings: findings.map((finding) => finding.code), advice: findings.map((finding) => finding.advice) }
}

export function listen(server) {
  server.listen(0, '127.0.0.1', () => process.stdout.write(`listening on ${server.address().port}\n`))
}
