export { ConfigurationError, VerificationError } from './lib/errors.js'
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
