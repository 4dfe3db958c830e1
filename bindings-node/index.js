export { ACTION_TOLERANCE, ActionVerifier } from './lib/actions.js'
export { diagnose } from './lib/diagnose.js'
export { ConfigurationError, VerificationError } from './lib/errors.js'
export { isKnownEvent } from './lib/known-event.js'
export { Router } from './lib/router.js'
export {
  DEFAULT_TOLERANCE,
  HEADER_NAME,
  Verification,
  Verifier,
  backend,
  readEvent,
  sign,
  version,
} from './lib/verifier.js'
