//! The grammar of JSON (RFC 8259).

use super::{Builder, JsonString};

/// JSON parsers differ in how deep they can nest before they fail or overflow their stack. This
/// limit holds in every language.
const MAX_DEPTH: usize = 128;

/// Why a text was not read.
pub(crate) enum Fault<E> {
    /// It is not JSON.
    Syntax,
    /// Arrays and objects nest more than 128 deep.
    TooDeep,
    /// The builder failed.
    Builder(E),
}

impl<E> From<E> for Fault<E> {
    fn from(error: E) -> Self {
        Self::Builder(error)
    }
}

type Read<T, E> = Result<T, Fault<E>>;

/// A text, and how far it was read.
pub(crate) struct Reader<'p> {
    text: &'p str,
    at: usize,
}

impl<'p> Reader<'p> {
    /// Reads a text that is one object. Calls `each` with the name and the JSON text of every member
    /// of that object, but not of those inside it.
    pub(crate) fn read_object<B: Builder<'p>>(
        text: &'p str,
        builder: &mut B,
        mut each: impl FnMut(JsonString<'p>, &'p str) -> Result<(), Fault<B::Error>>,
    ) -> Read<B::Object, B::Error> {
        let mut reader = Self { text, at: 0 };
        reader.skip_blanks();
        reader.expect(b'{')?;
        let object = reader.object(builder, 1, &mut each)?;
        reader.skip_blanks();
        if reader.at == text.len() { Ok(object) } else { Err(Fault::Syntax) }
    }

    fn value<B: Builder<'p>>(&mut self, builder: &mut B, depth: usize) -> Read<B::Value, B::Error> {
        match self.peek() {
            Some(b'"') => {
                self.at += 1;
                let string = self.string()?;
                Ok(builder.string(string)?)
            }
            Some(b'{') => {
                self.at += 1;
                let object = self.object(builder, depth + 1, &mut |_, _| Ok(()))?;
                Ok(builder.end_object(object)?)
            }
            Some(b'[') => {
                self.at += 1;
                self.array(builder, depth + 1)
            }
            Some(b'-' | b'0'..=b'9') => self.number(builder),
            Some(b't') => {
                self.word("true")?;
                Ok(builder.boolean(true)?)
            }
            Some(b'f') => {
                self.word("false")?;
                Ok(builder.boolean(false)?)
            }
            Some(b'n') => {
                self.word("null")?;
                Ok(builder.null()?)
            }
            _ => Err(Fault::Syntax),
        }
    }

    /// Reads what follows the bracket.
    fn object<B: Builder<'p>>(
        &mut self,
        builder: &mut B,
        depth: usize,
        each: &mut impl FnMut(JsonString<'p>, &'p str) -> Result<(), Fault<B::Error>>,
    ) -> Read<B::Object, B::Error> {
        check_depth(depth)?;
        let mut object = builder.object()?;
        self.skip_blanks();
        if self.skip(b'}') {
            return Ok(object);
        }
        loop {
            self.expect(b'"')?;
            let name = self.string()?;
            self.skip_blanks();
            self.expect(b':')?;
            self.skip_blanks();
            let start = self.at;
            let value = self.value(builder, depth)?;
            each(name, self.since(start))?;
            builder.insert(&mut object, name, value)?;
            self.skip_blanks();
            if self.skip(b'}') {
                return Ok(object);
            }
            self.expect(b',')?;
            self.skip_blanks();
        }
    }

    /// Reads what follows the bracket.
    fn array<B: Builder<'p>>(&mut self, builder: &mut B, depth: usize) -> Read<B::Value, B::Error> {
        check_depth(depth)?;
        let mut array = builder.array()?;
        self.skip_blanks();
        if self.skip(b']') {
            return Ok(builder.end_array(array)?);
        }
        loop {
            let value = self.value(builder, depth)?;
            builder.push(&mut array, value)?;
            self.skip_blanks();
            if self.skip(b']') {
                return Ok(builder.end_array(array)?);
            }
            self.expect(b',')?;
            self.skip_blanks();
        }
    }

    fn number<B: Builder<'p>>(&mut self, builder: &mut B) -> Read<B::Value, B::Error> {
        let start = self.at;
        self.skip(b'-');
        if !self.skip(b'0') {
            self.digits()?;
        }
        let mut is_integer = true;
        if self.skip(b'.') {
            is_integer = false;
            self.digits()?;
        }
        if self.skip(b'e') || self.skip(b'E') {
            is_integer = false;
            let _ = self.skip(b'+') || self.skip(b'-');
            self.digits()?;
        }
        let digits = self.since(start);
        Ok(if is_integer { builder.integer(digits) } else { builder.float(digits) }?)
    }

    fn digits<E>(&mut self) -> Read<(), E> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at > start { Ok(()) } else { Err(Fault::Syntax) }
    }

    /// Reads what follows the opening quote, and the closing one.
    #[inline(always)] // otherwise its result goes through memory
    #[allow(clippy::inline_always)]
    fn string<E>(&mut self) -> Read<JsonString<'p>, E> {
        let start = self.at;
        let mut escaped = false;
        loop {
            self.skip_plain();
            match self.peek() {
                Some(b'"') => {
                    let raw = self.since(start);
                    self.at += 1;
                    return Ok(JsonString::new(raw, escaped));
                }
                Some(b'\\') => {
                    escaped = true;
                    self.at += 1;
                    self.escape()?;
                }
                _ => return Err(Fault::Syntax),
            }
        }
    }

    /// Skips to a quote, a backslash, a control character or the end, eight bytes at a time.
    #[inline]
    fn skip_plain(&mut self) {
        let mut rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        while let Some((word, others)) = rest.split_first_chunk::<8>() {
            let special = special_bytes(u64::from_le_bytes(*word));
            if special != 0 {
                self.at += (special.trailing_zeros() / 8) as usize;
                return;
            }
            self.at += 8;
            rest = others;
        }
        let is_plain = |byte: &&u8| !matches!(**byte, b'"' | b'\\' | 0..0x20);
        self.at += rest.iter().take_while(is_plain).count();
    }

    /// Reads what follows the backslash.
    fn escape<E>(&mut self) -> Read<(), E> {
        match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.at += 1;
                Ok(())
            }
            Some(b'u') => {
                let end = self.at + 5;
                let digits = self.text.as_bytes().get(self.at + 1..end);
                self.at = end;
                match digits {
                    Some(digits) if digits.iter().all(u8::is_ascii_hexdigit) => Ok(()),
                    _ => Err(Fault::Syntax),
                }
            }
            _ => Err(Fault::Syntax),
        }
    }

    fn word<E>(&mut self, word: &str) -> Read<(), E> {
        if self.text.as_bytes().get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes()))
        {
            self.at += word.len();
            Ok(())
        } else {
            Err(Fault::Syntax)
        }
    }

    fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    fn expect<E>(&mut self, byte: u8) -> Read<(), E> {
        if self.skip(byte) { Ok(()) } else { Err(Fault::Syntax) }
    }

    /// Whether this byte is next. If so, it is read.
    fn skip(&mut self, byte: u8) -> bool {
        if self.peek() == Some(byte) {
            self.at += 1;
            return true;
        }
        false
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The text from here. Every byte that begins or ends such a part is ASCII, so it is on a boundary.
    fn since(&self, start: usize) -> &'p str {
        self.text.get(start..self.at).unwrap_or_default()
    }
}

fn check_depth<E>(depth: usize) -> Read<(), E> {
    if depth > MAX_DEPTH { Err(Fault::TooDeep) } else { Ok(()) }
}

/// Sets the highest bit of the first byte that is a quote, a backslash or a control character, and
/// no bit before. After it, a borrow may set others.
fn special_bytes(word: u64) -> u64 {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGH: u64 = ONES << 7;
    let below = |word: u64, bound: u8| word.wrapping_sub(ONES * u64::from(bound)) & !word;
    let equal = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    (equal(b'"') | equal(b'\\') | below(word, 0x20)) & HIGH
}
