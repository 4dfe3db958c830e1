//! The stable code of every finding, and the sentence that says what happened.

/// Writes the enum, `ALL`, `as_str` and `message` from one table, so that none can lack a code.
macro_rules! finding_codes {
    ($($name:ident $code:literal $message:literal)*) => {
        /// The stable code of a finding, the same in every language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum FindingCode {
            $(#[doc = $message] $name,)*
        }

        impl FindingCode {
            /// All codes: of the payload, the secret, the header and the clock.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The code as users of every language see it: `payload_newline_added`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What happened, without the details of the one delivery.
            #[must_use]
            pub const fn message(self) -> &'static str {
                match self { $(Self::$name => $message,)* }
            }
        }
    };
}

impl FindingCode {
    pub(super) fn is_of_payload(self) -> bool {
        self.as_str().starts_with("payload_")
    }

    pub(super) fn is_of_secret(self) -> bool {
        self.as_str().starts_with("secret_")
    }
}

finding_codes! {
    PayloadNewlineAdded "payload_newline_added"
        "A line break was added at the end of the payload."
    PayloadNewlineRemoved "payload_newline_removed"
        "The line break at the end of the payload was removed."
    PayloadCrlfToLf "payload_crlf_to_lf"
        "The payload's line breaks were changed from CRLF to LF."
    PayloadLfToCrlf "payload_lf_to_crlf"
        "The payload's line breaks were changed from LF to CRLF."
    PayloadBomAdded "payload_bom_added"
        "A byte order mark was added in front of the payload."
    PayloadBomRemoved "payload_bom_removed"
        "The byte order mark in front of the payload was removed."
    PayloadJsonCompacted "payload_json_compacted"
        "The payload was parsed and serialised again: it lost the blanks that were signed."
    PayloadJsonSpaced "payload_json_spaced"
        "The payload was parsed and serialised again, with blanks after `:` and `,`, as \
         Python's `json.dumps` does."
    PayloadJsonIndented "payload_json_indented"
        "The payload was parsed and serialised again, with line breaks and indentation."
    PayloadNonAsciiEscaped "payload_non_ascii_escaped"
        "The payload was serialised again, with letters beyond ASCII written as \\u escapes, as \
         Python's `json.dumps` and PHP's `json_encode` do."
    PayloadNonAsciiUnescaped "payload_non_ascii_unescaped"
        "The payload was serialised again, with its \\u escapes replaced by the letters \
         themselves, as `JSON.stringify` does."
    PayloadSlashesEscaped "payload_slashes_escaped"
        "The payload was serialised again, with `/` written as `\\/`, as PHP's `json_encode` does."
    PayloadHtmlEscaped "payload_html_escaped"
        "The payload was serialised again, with `<`, `>`, `&` or other signs written as \\u \
         escapes, as Go's `json.Marshal` and .NET do."
    PayloadKeysSorted "payload_keys_sorted"
        "The payload was parsed and serialised again, with the keys of its objects in another \
         order."
    PayloadNumberRewritten "payload_number_rewritten"
        "The payload was parsed and serialised again, with numbers written differently, such as \
         1.0 for 1."
    PayloadBase64 "payload_base64"
        "The payload is still in base64."
    PayloadGzip "payload_gzip"
        "The payload is still compressed."
    PayloadPercentEncoded "payload_percent_encoded"
        "The payload is percent-encoded."
    PayloadFormEncoded "payload_form_encoded"
        "The payload went through a form: it is encoded as application/x-www-form-urlencoded."
    PayloadUtf16 "payload_utf16"
        "The payload was converted to UTF-16."
    PayloadMojibake "payload_mojibake"
        "The payload's UTF-8 was read as Latin-1 or Windows-1252 and encoded as UTF-8 again, so \
         that `é` became `Ã©`."
    PayloadLatin1 "payload_latin1"
        "The payload was converted from UTF-8 to Latin-1 or Windows-1252."
    PayloadReplacementCharacters "payload_replacement_characters"
        "The payload contains U+FFFD, the sign for bytes that could not be decoded: most likely \
         it was decoded with the wrong encoding, and the original bytes are lost."
    PayloadWrapped "payload_wrapped"
        "The payload is an object around the body that was signed, such as the event of AWS Lambda."
    PayloadJsonString "payload_json_string"
        "The payload is a JSON string, in which the body that was signed is escaped."
    PayloadPythonRepr "payload_python_repr"
        "The payload is Python's notation of bytes, `b'...'`, and not the bytes themselves."
    PayloadObjectObject "payload_object_object"
        "The payload is the text `[object Object]`, which JavaScript makes of a parsed body."
    PayloadEmpty "payload_empty"
        "The payload is empty, which WorkOS never sends."
    SecretWhitespace "secret_whitespace"
        "The secret has white space around it."
    SecretQuoted "secret_quoted"
        "The secret has quotes around it that do not belong to it."
    SecretPrefixMissing "secret_prefix_missing"
        "The secret lacks its beginning, `whsec_`."
    SecretPrefixDoubled "secret_prefix_doubled"
        "The secret has one `whsec_` too many in front."
    SecretBase64Decoded "secret_base64_decoded"
        "The secret was decoded from base64, but WorkOS uses it as the text that it is."
    SecretBase64Encoded "secret_base64_encoded"
        "The secret is still in base64, or the sender decoded it from base64 before it signed."
    SecretHexDecoded "secret_hex_decoded"
        "The secret was decoded from hex, but WorkOS uses it as the text that it is."
    SecretApiKey "secret_api_key"
        "The secret begins with `sk_`: it is an API key, which signs no webhooks."
    SecretOfOtherEndpoint "secret_of_other_endpoint"
        "The payload is not signed with the first of the given secrets, but with another one."
    HeaderTimestampSeconds "header_timestamp_seconds"
        "The header's timestamp is in seconds, but WorkOS uses milliseconds."
    HeaderSignatureBase64 "header_signature_base64"
        "The header's signature is in base64, but WorkOS uses hex."
    HeaderStripe "header_stripe"
        "The header looks like Stripe's: its timestamp is in seconds."
    HeaderStandardWebhooks "header_standard_webhooks"
        "The header is in the scheme of Standard Webhooks (Svix): `v1,` and base64."
    HeaderGithub "header_github"
        "The header is in GitHub's scheme: `sha256=` and hex."
    HeaderSlack "header_slack"
        "The header is in Slack's scheme: `v0=` and hex."
    HeaderJoined "header_joined"
        "The header's value is several signature headers in one."
    HeaderQuoted "header_quoted"
        "The header's value has quotes, brackets or escapes that do not belong to it."
    HeaderNameInValue "header_name_in_value"
        "The header's value begins with the header's name."
    HeaderIncomplete "header_incomplete"
        "The header's value is only a part of it: either the timestamp or the signature is missing."
    ClockBehind "clock_behind"
        "The signature is genuine, but its timestamp is in the future: this machine's clock is \
         behind."
    ClockAhead "clock_ahead"
        "The signature is genuine, but older than the tolerance allows: this machine's clock \
         may be ahead."
    DeliveryRetried "delivery_retried"
        "The signature is genuine, but older than the tolerance allows: it may be a retry that \
         repeats the first signature."
    DeliveryReplayed "delivery_replayed"
        "The signature is genuine, but older than any retry: the request is a replay of an old \
         one, or the clock is far off."
}
