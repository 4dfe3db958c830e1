//! Reads JSON in one pass, into whatever a [`Builder`] builds: the objects of another language, or
//! nothing at all.
//!
//! No library reads JSON as the rules want it: half a surrogate pair and numbers of any size pass,
//! the nesting is bounded, and what is read is also the check. `serde_json` refuses the former and
//! rounds the latter, and `jiter`, which reads it into Python's objects, refuses half a pair as well.
//! So the grammar (RFC 8259) is here, and numbers and Unicode are left to the standard library.

mod reader;
mod string;

use crate::envelope;
use crate::error::PayloadFault;

pub use string::{HalfPair, JsonString};

pub(crate) use reader::{Fault, Reader};

/// Why nothing was built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadError<E> {
    /// The payload breaks a rule.
    Payload(PayloadFault),
    /// The builder failed.
    Builder(E),
}

impl<E> From<Fault<E>> for ReadError<E> {
    fn from(fault: Fault<E>) -> Self {
        match fault {
            Fault::Syntax => Self::Payload(PayloadFault::NotAnObject),
            Fault::TooDeep => Self::Payload(PayloadFault::TooDeep),
            Fault::Builder(error) => Self::Builder(error),
        }
    }
}

/// Reads any object that the rules allow as a payload, whatever its members.
///
/// # Errors
///
/// [`ReadError`].
pub fn read_object<'p, B: Builder<'p>>(
    text: &'p str,
    builder: &mut B,
) -> Result<B::Object, ReadError<B::Error>> {
    envelope::read(text, builder, |_, _| ()).map(|(object, _)| object)
}

/// Makes values of what is read.
///
/// Every method may fail, and what it fails with ends the reading.
pub trait Builder<'p> {
    /// Any value.
    type Value;
    /// An array that is not complete yet.
    type Array;
    /// An object that is not complete yet.
    type Object;
    /// Why no value could be made.
    type Error;

    /// `null`.
    ///
    /// # Errors
    ///
    /// Those of the builder, as with every method.
    fn null(&mut self) -> Result<Self::Value, Self::Error>;

    /// `true` or `false`.
    #[allow(missing_docs, clippy::missing_errors_doc)]
    fn boolean(&mut self, value: bool) -> Result<Self::Value, Self::Error>;

    /// A number without fraction and exponent, as it is written.
    #[allow(clippy::missing_errors_doc)]
    fn integer(&mut self, digits: &'p str) -> Result<Self::Value, Self::Error>;

    /// A number with fraction or exponent, as it is written.
    #[allow(clippy::missing_errors_doc)]
    fn float(&mut self, digits: &'p str) -> Result<Self::Value, Self::Error>;

    /// A string.
    #[allow(clippy::missing_errors_doc)]
    fn string(&mut self, string: JsonString<'p>) -> Result<Self::Value, Self::Error>;

    /// Begins an array.
    #[allow(clippy::missing_errors_doc)]
    fn array(&mut self) -> Result<Self::Array, Self::Error>;

    /// Adds an element.
    #[allow(clippy::missing_errors_doc)]
    fn push(&mut self, array: &mut Self::Array, value: Self::Value) -> Result<(), Self::Error>;

    /// Completes an array.
    #[allow(clippy::missing_errors_doc)]
    fn end_array(&mut self, array: Self::Array) -> Result<Self::Value, Self::Error>;

    /// Begins an object.
    #[allow(clippy::missing_errors_doc)]
    fn object(&mut self) -> Result<Self::Object, Self::Error>;

    /// Adds a member. Its name may have occurred before; then this one counts.
    #[allow(clippy::missing_errors_doc)]
    fn insert(
        &mut self,
        object: &mut Self::Object,
        name: JsonString<'p>,
        value: Self::Value,
    ) -> Result<(), Self::Error>;

    /// Completes an object.
    #[allow(clippy::missing_errors_doc)]
    fn end_object(&mut self, object: Self::Object) -> Result<Self::Value, Self::Error>;
}

/// Builds nothing.
#[derive(Clone, Copy, Debug)]
pub struct Nothing;

impl<'p> Builder<'p> for Nothing {
    type Value = ();
    type Array = ();
    type Object = ();
    type Error = core::convert::Infallible;

    fn null(&mut self) -> Result<(), Self::Error> {
        Ok(())
    }

    fn boolean(&mut self, _: bool) -> Result<(), Self::Error> {
        Ok(())
    }

    fn integer(&mut self, _: &'p str) -> Result<(), Self::Error> {
        Ok(())
    }

    fn float(&mut self, _: &'p str) -> Result<(), Self::Error> {
        Ok(())
    }

    fn string(&mut self, _: JsonString<'p>) -> Result<(), Self::Error> {
        Ok(())
    }

    fn array(&mut self) -> Result<(), Self::Error> {
        Ok(())
    }

    fn push(&mut self, (): &mut (), (): ()) -> Result<(), Self::Error> {
        Ok(())
    }

    fn end_array(&mut self, (): ()) -> Result<(), Self::Error> {
        Ok(())
    }

    fn object(&mut self) -> Result<(), Self::Error> {
        Ok(())
    }

    fn insert(&mut self, (): &mut (), _: JsonString<'p>, (): ()) -> Result<(), Self::Error> {
        Ok(())
    }

    fn end_object(&mut self, (): ()) -> Result<(), Self::Error> {
        Ok(())
    }
}
