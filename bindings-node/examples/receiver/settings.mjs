// Settings from environment variables. If one is not valid, the program exits and says which.

const { env } = process

export const host = env.HOST || '127.0.0.1'
export const port = whole('PORT', 8000, 0)
export const inboxPath = env.INBOX_PATH || 'inbox.db'
export const databaseUrl = env.DATABASE_URL || undefined
export const retryBaseMs = whole('RETRY_BASE_MS', 1000)
export const maxAttempts = whole('MAX_ATTEMPTS', 8)
export const leaseSeconds = whole('LEASE_SECONDS', 30)

/** One secret, or several, separated by white space, while you rotate it. */
export function secrets() {
  const given = env.WORKOS_WEBHOOK_SECRET?.match(/\S+/g)
  return given ?? quit('WORKOS_WEBHOOK_SECRET is not set: it is the secret of the endpoint, from the WorkOS dashboard')
}

function whole(name, standard, least = 1) {
  const value = Number(env[name] || standard)
  if (Number.isSafeInteger(value) && value >= least) return value
  return quit(`${name} must be a whole number, at least ${least}`)
}

function quit(message) {
  console.error(message)
  process.exit(2)
}
