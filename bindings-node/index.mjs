// The same objects as require('hookseal') gives, so that instanceof holds across both.
import hookseal from './index.js'

export const {
  ConfigurationError,
  DEFAULT_TOLERANCE,
  HEADER_NAME,
  Verification,
  VerificationError,
  Verifier,
  readEvent,
  sign,
  version,
} = hookseal
