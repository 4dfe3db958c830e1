//! The members of a JSON object, as text.

use alloc::vec::Vec;

use super::{Token, Tokens};

/// A member of an object: its name, escaped as it is, its value's text, and both with what is
/// between them.
pub(in crate::diagnose) struct Member<'j> {
    pub(in crate::diagnose) name: &'j [u8],
    pub(in crate::diagnose) value: &'j [u8],
    text: &'j [u8],
    start: usize,
}

/// The members of the object that `json` is. `None` if it is none.
pub(in crate::diagnose) fn members(json: &[u8]) -> Option<Vec<Member<'_>>> {
    let mut tokens = Tokens::of(json);
    let mut members = Vec::new();
    let mut depth = 0_usize;
    let mut name: Option<(&[u8], usize)> = None;
    let mut value_at: Option<usize> = None;
    let mut end = 0;
    loop {
        let at = json.len() - tokens.remaining();
        let Some(token) = tokens.next() else { break };
        let (opens, closes) = match token {
            Token::Blank(_) => continue,
            Token::Invalid => return None,
            Token::Mark(mark) => (matches!(mark, b'{' | b'['), matches!(mark, b'}' | b']')),
            Token::String(_) | Token::Scalar(_) => (false, false),
        };
        if depth == 0 && !matches!(token, Token::Mark(b'{')) {
            return None; // not an object, or something follows it
        }
        if closes {
            depth -= 1;
        }
        let ends_a_member =
            depth == 0 && closes || depth == 1 && matches!(token, Token::Mark(b','));
        if ends_a_member {
            if let (Some((name, start)), Some(value_at)) = (name.take(), value_at.take()) {
                let (text, value) = (json.get(start..end)?, json.get(value_at..end)?);
                members.push(Member { name, value, text, start });
            }
        } else if depth == 1 && !opens && !closes && name.is_none() {
            let Token::String(body) = token else { return None };
            name = Some((body, at));
        } else if name.is_some() && value_at.is_none() && !matches!(token, Token::Mark(b':')) {
            value_at = Some(at);
        }
        if opens {
            depth += 1;
        }
        end = json.len() - tokens.remaining();
        if depth == 0 && closes && members.is_empty() {
            return None;
        }
    }
    (depth == 0).then_some(members)
}

/// Writes the object `json` with the members that `first` names in front, in that order, and the
/// white space as it is. False if that changes nothing.
pub(in crate::diagnose) fn reorder(json: &[u8], first: &[&str], out: &mut Vec<u8>) -> bool {
    let Some(members) = members(json) else { return false };
    let ([head, second, ..], Some(last)) = (members.as_slice(), members.last()) else {
        return false;
    };
    let head_end = head.start + head.text.len();
    let (Some(before), Some(between), Some(after)) = (
        json.get(..head.start),
        json.get(head_end..second.start),
        json.get(last.start + last.text.len()..),
    ) else {
        return false;
    };
    let rank = |member: &Member<'_>| {
        let place = first.iter().position(|name| name.as_bytes() == member.name);
        place.unwrap_or(first.len())
    };
    let mut ordered: Vec<&Member<'_>> = members.iter().collect();
    ordered.sort_by_key(|member| rank(member));
    if ordered.iter().zip(&members).all(|(a, b)| a.start == b.start) {
        return false;
    }
    out.extend_from_slice(before);
    for (index, member) in ordered.iter().enumerate() {
        if index > 0 {
            out.extend_from_slice(between);
        }
        out.extend_from_slice(member.text);
    }
    out.extend_from_slice(after);
    true
}
