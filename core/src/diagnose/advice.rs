//! What to do about each finding, in the framework's own words where they are known.

use super::FindingCode;

/// Of a payload that something parsed and serialised again.
const RAW_BODY: &str = "Verify the body as received, before anything parses it: `express.raw({ type: \"*/*\" })` \
     or `hookseal/express`, `await request.text()`, `request.get_data()` in Flask, \
     `request.body` in Django, `await request.body()` in FastAPI, `bodyParser: false` in a \
     Next.js page.";

/// Of a payload that was decoded to text on its way.
const BYTES: &str = "Pass the body as bytes, without decoding it to text: a Buffer or Uint8Array in Node, \
     `bytes` in Python; if a proxy or queue stands before the endpoint, have it carry the \
     body as bytes.";

/// Of a payload whose ends or line breaks changed.
const LINE_BREAKS: &str = "Pass the body byte for byte: look for a proxy, an editor, `echo`, `trim`, or a file that \
     was saved or checked out with other line breaks.";

/// Of a header of another sender.
const OTHER_SENDER: &str = "Route this sender's webhooks to an endpoint of their own, with the sender's library; \
     hookseal verifies WorkOS's alone.";

/// Of a header whose text changed.
const HEADER_VALUE: &str = "Pass the header's value alone and as received, such as \
     `request.headers[\"workos-signature\"]`, or all headers of the request, in which \
     hookseal finds it.";

/// Of a secret that is not the text that WorkOS shows.
const SECRET_TEXT: &str = "Pass the secret as the WorkOS dashboard shows it, `whsec_` included, as text and without \
     decoding it.";

const DECODE: &str = "Decode the body first: API Gateway and AWS Lambda set `isBase64Encoded`, so use \
     `Buffer.from(event.body, \"base64\")`, `base64.b64decode(event[\"body\"])`, or \
     hookseal's adapter for Lambda.";

const DECOMPRESS: &str = "Decompress the body before you verify it, and look for a proxy that compresses requests: \
     WorkOS does not.";

const NO_FORM: &str = "Read the raw body and not a form field, and do not encode it on the way: no \
     `express.urlencoded()`, `request.form` or `--data-urlencode`; send a stored payload with \
     `curl --data-binary`.";

const UNWRAP: &str = "Pass the body alone and not the object around it: `event.body` in AWS Lambda, decoded \
     from base64 if `isBase64Encoded` is true, or use hookseal's adapter for Lambda.";

const SERIALISED_TWICE: &str = "Look for the place that serialises the body twice, such as `JSON.stringify(body)` or \
     `json.dumps(body)` of a body that is text already, and pass that text.";

const NOT_STR: &str =
    "Pass the bytes themselves, or `body.decode()`, and not `str(body)` or `f\"{body}\"`.";

const ALREADY_READ: &str = "Look for what read the body before: a body parser, a middleware that logs it, or a \
     stream that was consumed; verify first, and share the bytes with whoever needs them.";

const TRIM: &str = "Remove the blanks or line breaks around the secret: they often come from a file that \
     ends in a line break, or from copying it.";

const UNQUOTE: &str = "Remove the quotes around the secret: `docker --env-file` and some .env parsers keep them \
     as part of the value.";

const DECODE_SECRET: &str = "Pass the secret as the WorkOS dashboard shows it: decode what a Kubernetes Secret holds \
     under `data:`, and do not sign with a library of Standard Webhooks, which decodes the \
     secret.";

const NOT_API_KEY: &str = "Pass the secret of this endpoint, which the WorkOS dashboard shows on the webhook's \
     page, and keep the API key for API calls.";

const ROTATION: &str = "While you rotate the secret, this is as it should be; otherwise that secret belongs to \
     another endpoint, so check in the WorkOS dashboard which one calls this address.";

const MILLISECONDS: &str = "Correct the program that signs: `t` is in milliseconds, `Date.now()` or `int(time.time() \
     * 1000)`, and those digits are signed.";

const HEX: &str =
    "Correct the program that signs: `v1` is hex, `.digest(\"hex\")` or `.hexdigest()`.";

const STRIPE: &str = "If Stripe sent it, route it to an endpoint of its own; if a program of yours signed it, \
     use milliseconds for `t` and this endpoint's secret.";

const ONE_HEADER: &str = "Look for a proxy or a test that adds the header a second time, and pass on only the one \
     that WorkOS sent.";

const WHOLE_HEADER: &str =
    "Pass the whole value: look for code or a proxy that splits header values at commas.";

const CLOCK: &str = "Check this machine's clock (`date -u`, `timedatectl`) and its time zone, keep it right \
     with NTP, and pass `now`, if you pass it, in milliseconds of UTC.";

const RETRY: &str = "Answer 200 at once and do the work later, so that WorkOS need not retry; if you sign \
     test deliveries yourself, sign each attempt anew.";

const REPLAY: &str = "Refuse it, as hookseal does; to test with a stored request, sign it anew with `hookseal \
     sign` or `sign`, or pass the time at which it was received as `now`.";

impl FindingCode {
    /// What to do about it.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::PayloadNewlineAdded
            | Self::PayloadNewlineRemoved
            | Self::PayloadCrlfToLf
            | Self::PayloadLfToCrlf => LINE_BREAKS,
            Self::PayloadJsonCompacted
            | Self::PayloadJsonSpaced
            | Self::PayloadJsonIndented
            | Self::PayloadNonAsciiEscaped
            | Self::PayloadNonAsciiUnescaped
            | Self::PayloadSlashesEscaped
            | Self::PayloadHtmlEscaped
            | Self::PayloadKeysSorted
            | Self::PayloadNumberRewritten
            | Self::PayloadObjectObject => RAW_BODY,
            Self::PayloadBomAdded
            | Self::PayloadBomRemoved
            | Self::PayloadUtf16
            | Self::PayloadMojibake
            | Self::PayloadLatin1
            | Self::PayloadReplacementCharacters => BYTES,
            Self::PayloadBase64 => DECODE,
            Self::PayloadGzip => DECOMPRESS,
            Self::PayloadPercentEncoded | Self::PayloadFormEncoded => NO_FORM,
            Self::PayloadWrapped => UNWRAP,
            Self::PayloadJsonString => SERIALISED_TWICE,
            Self::PayloadPythonRepr => NOT_STR,
            Self::PayloadEmpty => ALREADY_READ,
            Self::SecretWhitespace => TRIM,
            Self::SecretQuoted => UNQUOTE,
            Self::SecretPrefixMissing
            | Self::SecretPrefixDoubled
            | Self::SecretBase64Decoded
            | Self::SecretHexDecoded => SECRET_TEXT,
            Self::SecretBase64Encoded => DECODE_SECRET,
            Self::SecretApiKey => NOT_API_KEY,
            Self::SecretOfOtherEndpoint => ROTATION,
            Self::HeaderTimestampSeconds => MILLISECONDS,
            Self::HeaderSignatureBase64 => HEX,
            Self::HeaderStripe => STRIPE,
            Self::HeaderStandardWebhooks | Self::HeaderGithub | Self::HeaderSlack => OTHER_SENDER,
            Self::HeaderJoined => ONE_HEADER,
            Self::HeaderQuoted | Self::HeaderNameInValue => HEADER_VALUE,
            Self::HeaderIncomplete => WHOLE_HEADER,
            Self::ClockBehind | Self::ClockAhead => CLOCK,
            Self::DeliveryRetried => RETRY,
            Self::DeliveryReplayed => REPLAY,
        }
    }
}
