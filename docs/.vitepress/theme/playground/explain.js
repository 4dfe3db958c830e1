import { diagnose } from 'hookseal'

/** What happened to a delivery that was refused. */
export function explain({ payload, header, secret, now }) {
  const { findings, summary, nextSteps } = diagnose(payload, header, secret, { now })
  return { findings, summary, nextSteps }
}
