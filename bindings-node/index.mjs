// Exports the same objects as require('hookseal') returns, so that instanceof works across both.
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
