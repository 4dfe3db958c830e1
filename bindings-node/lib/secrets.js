// The secrets of a verifier, for the diagnosis of an adapter. In production, none are kept.

import { isProduction } from '#host'

/** The key of a verifier's secrets. The adapters of every copy of this package read it. */
export const SECRETS = Symbol.for('hookseal.secrets')

/** What `new Verifier` was given, as it is; undefined in production, where nothing is diagnosed. */
export function kept(secret) {
  if (isProduction()) return undefined
  return Array.isArray(secret) ? [...secret] : secret
}
