//! Reads the event or the action in a payload, with a recursive descent parser of JSON (RFC 8259).

/// How deep arrays and objects may nest.
const MAX_DEPTH: usize = 128;

/// The `id` and the `event`, if the payload is an object that has both, each once and as a string.
pub(crate) fn read_event(payload: &[u8]) -> Option<(String, String)> {
    let members = members(payload)?;
    Some((only(&members, "id")?, only(&members, "event")?))
}

/// The same with `object`, if the payload is no event.
pub(crate) fn read_action(payload: &[u8]) -> Option<(String, String)> {
    let members = members(payload)?;
    if only(&members, "event").is_some() {
        return None;
    }
    Some((only(&members, "id")?, only(&members, "object")?))
}

fn members(payload: &[u8]) -> Option<Vec<(String, Value)>> {
    let text: Vec<char> = String::from_utf8(payload.to_vec()).ok()?.chars().collect();
    let mut reader = Reader { text: &text, at: 0 };
    reader.blanks();
    let members = reader.object(1)?;
    reader.blanks();
    if reader.at != text.len() {
        return None;
    }
    // A name must be valid Unicode, because many languages cannot represent another one.
    members.into_iter().map(|(name, value)| Some((unicode(&name)?, value))).collect()
}

/// The string of this name, if it is the only member of this name.
fn only(members: &[(String, Value)], wanted: &str) -> Option<String> {
    let mut found = members.iter().filter(|(name, _)| name == wanted);
    match (found.next(), found.next()) {
        (Some((_, Value::Text(units))), None) => unicode(units),
        _ => None,
    }
}

/// A string as UTF-16, which need not be valid Unicode: JSON allows `\ud800` alone.
type Units = Vec<u16>;

enum Value {
    Text(Units),
    Other,
}

fn unicode(units: &Units) -> Option<String> {
    String::from_utf16(units).ok()
}

struct Reader<'t> {
    text: &'t [char],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        self.at += 1;
        self.text.get(self.at - 1).copied()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn blanks(&mut self) {
        while self.peek().is_some_and(|c| " \t\n\r".contains(c)) {
            self.at += 1;
        }
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        match self.peek()? {
            '{' => self.object(depth).map(|_| Value::Other),
            '[' => self.array(depth).map(|()| Value::Other),
            '"' => self.string().map(Value::Text),
            't' => self.word("true"),
            'f' => self.word("false"),
            'n' => self.word("null"),
            _ => self.number(),
        }
    }

    fn object(&mut self, depth: usize) -> Option<Vec<(Units, Value)>> {
        let mut members = Vec::new();
        if depth > MAX_DEPTH || !self.take('{') {
            return None;
        }
        self.blanks();
        if self.take('}') {
            return Some(members);
        }
        loop {
            self.blanks();
            let name = self.string()?;
            self.blanks();
            if !self.take(':') {
                return None;
            }
            self.blanks();
            members.push((name, self.value(depth + 1)?));
            self.blanks();
            match self.next()? {
                ',' => {}
                '}' => return Some(members),
                _ => return None,
            }
        }
    }

    fn array(&mut self, depth: usize) -> Option<()> {
        if depth > MAX_DEPTH || !self.take('[') {
            return None;
        }
        self.blanks();
        if self.take(']') {
            return Some(());
        }
        loop {
            self.blanks();
            self.value(depth + 1)?;
            self.blanks();
            match self.next()? {
                ',' => {}
                ']' => return Some(()),
                _ => return None,
            }
        }
    }

    fn string(&mut self) -> Option<Units> {
        let mut units = Vec::new();
        if !self.take('"') {
            return None;
        }
        loop {
            let character = match self.next()? {
                '"' => return Some(units),
                '\\' => match self.next()? {
                    'b' => '\u{8}',
                    'f' => '\u{c}',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'u' => {
                        let mut unit = 0;
                        for _ in 0..4 {
                            unit = unit * 16 + u16::try_from(self.next()?.to_digit(16)?).ok()?;
                        }
                        units.push(unit);
                        continue;
                    }
                    escaped @ ('"' | '\\' | '/') => escaped,
                    _ => return None,
                },
                '\0'..' ' => return None,
                character => character,
            };
            units.extend(character.encode_utf16(&mut [0; 2]).iter());
        }
    }

    fn word(&mut self, word: &str) -> Option<Value> {
        word.chars().all(|c| self.take(c)).then_some(Value::Other)
    }

    fn number(&mut self) -> Option<Value> {
        self.take('-');
        if !self.take('0') {
            self.digits()?;
        }
        if self.take('.') {
            self.digits()?;
        }
        if self.take('e') || self.take('E') {
            let _ = self.take('+') || self.take('-');
            self.digits()?;
        }
        Some(Value::Other)
    }
}
