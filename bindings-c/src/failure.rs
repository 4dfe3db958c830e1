//! Every way in which a call can fail, with its status and its message.

use std::fmt;

use hookseal_core::{ConfigError, RequestFault, ResponseError, TimestampOutOfRange, VerifyError};

use crate::status::{Status, message};

/// Why a call failed.
#[derive(Clone, Copy)]
pub(crate) enum Failure {
    Verify(VerifyError),
    Config(ConfigError),
    Request(RequestFault),
    Timestamp(TimestampOutOfRange),
    Response(ResponseError),
    /// The call itself is wrong; the text says how.
    Misuse(&'static str),
    Panic,
}

impl Failure {
    /// The status that the call returns.
    pub(crate) fn status(self) -> Status {
        match self {
            Self::Verify(error) => error.code().into(),
            Self::Config(error) => error.code().into(),
            Self::Request(fault) => fault.into(),
            Self::Timestamp(_) | Self::Response(_) | Self::Misuse(_) => {
                Status::HooksealInvalidArgument
            }
            Self::Panic => Status::HooksealInternalError,
        }
    }
}

/// The details; `status` gives only the kind of failure.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Verify(error) => error.fmt(f),
            Self::Config(error) => error.fmt(f),
            Self::Request(fault) => fault.fmt(f),
            Self::Timestamp(error) => error.fmt(f),
            Self::Response(error) => error.fmt(f),
            Self::Misuse(fault) => f.write_str(fault),
            Self::Panic => f.write_str(message(self.status())),
        }
    }
}

impl From<VerifyError> for Failure {
    fn from(error: VerifyError) -> Self {
        Self::Verify(error)
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::Config(error)
    }
}

impl From<RequestFault> for Failure {
    fn from(fault: RequestFault) -> Self {
        Self::Request(fault)
    }
}

impl From<TimestampOutOfRange> for Failure {
    fn from(error: TimestampOutOfRange) -> Self {
        Self::Timestamp(error)
    }
}

impl From<ResponseError> for Failure {
    fn from(error: ResponseError) -> Self {
        Self::Response(error)
    }
}
