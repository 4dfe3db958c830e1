export interface WebhookOptions {
  /** How many bytes a body may have, 1 MiB if absent; a longer one is answered 413. */
  limit?: number | undefined
}
