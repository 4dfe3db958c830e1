/**
 * @file
 * hookseal: verifies the signatures of WorkOS webhooks. Made by cbindgen from bindings-c/src; after a
 * change there, `make -C bindings-c header`.
 *
 * Pointers: what you pass is read or written during the call only and stays yours. Every handle that a
 * function stores through an `out` argument is yours to free, with the function of its name. Texts
 * that functions return belong to the library, or to the event that was asked.
 *
 * Misuse: a null where none may be, a length that no object can have, and a call after the last one
 * are answered with a status. What cannot be told is undefined, as for free(): a handle used or freed
 * after it was freed, a pointer that is not null and not valid, a length beyond its object.
 *
 * Threads: a hookseal_verifier and a hookseal_event may be shared by threads; a hookseal_verification
 * may be used by one at a time.
 */

#ifndef HOOKSEAL_H
#define HOOKSEAL_H

#include <stddef.h>
#include <stdint.h>

/** The name of the signature header. HTTP compares header names case-insensitively. */
#define HOOKSEAL_HEADER_NAME "WorkOS-Signature"

/** The version of this header; hookseal_version() tells the library's. */
#define HOOKSEAL_VERSION "0.1.0"


/// Room for every header value that can be accepted, and one byte more.
#define HOOKSEAL_HEADER_VALUE_SIZE 4097

/// How many bytes of body an endpoint takes unless told otherwise: 1 MiB.
#define HOOKSEAL_BODY_LIMIT_DEFAULT 1048576

/// What hookseal_sign writes at most: "t=", 15 digits, ", v1=", 64 hex digits and a NUL.
#define HOOKSEAL_HEADER_SIZE 87

/// The usual tolerance, in seconds.
#define HOOKSEAL_TOLERANCE_DEFAULT 180

/// No check of the time: a genuine delivery of any age is accepted, and any replay of it.
#define HOOKSEAL_TOLERANCE_NONE (-1)

/// What a call came to.
typedef enum hookseal_status {
    /// Done; of a delivery: genuine and timely.
    HOOKSEAL_OK = 0,
    /// The request has no signature header, or an empty one.
    HOOKSEAL_MISSING_HEADER,
    /// The signature header is not `t=<milliseconds>, v1=<64 hex digits>`.
    HOOKSEAL_MALFORMED_HEADER,
    /// The signature header has a timestamp but no v1.
    HOOKSEAL_NO_SIGNATURE,
    /// No v1 is the signature of this payload under any of the secrets.
    HOOKSEAL_SIGNATURE_MISMATCH,
    /// Genuine, but issued longer ago than the tolerance.
    HOOKSEAL_TIMESTAMP_TOO_OLD,
    /// Genuine, but issued further ahead than the tolerance.
    HOOKSEAL_TIMESTAMP_IN_FUTURE,
    /// Not the JSON of an event; if it was verified, it is genuine.
    HOOKSEAL_INVALID_PAYLOAD,
    /// A secret that may not be used, no secret, or more than 16.
    HOOKSEAL_INVALID_SECRET,
    /// A tolerance that is negative, or more than a day.
    HOOKSEAL_INVALID_TOLERANCE,
    /// The call itself is wrong: a null where none may be, a finished verification, ...
    HOOKSEAL_INVALID_ARGUMENT,
    /// A fault of the library's own; nothing was verified.
    HOOKSEAL_INTERNAL_ERROR,
    /// The request is not a POST. For an endpoint to answer with: no function here gives it.
    HOOKSEAL_METHOD_NOT_ALLOWED,
    /// The body is compressed.
    HOOKSEAL_UNSUPPORTED_ENCODING,
    /// The body is longer than the limit.
    HOOKSEAL_PAYLOAD_TOO_LARGE,
    /// The body ended early. For an endpoint to answer with: no function here gives it.
    HOOKSEAL_CLIENT_DISCONNECTED,
    /// The body did not arrive in time. For an endpoint to answer with: no function here gives it.
    HOOKSEAL_REQUEST_TIMEOUT,
} hookseal_status;

/// An event, with a copy of the payload that it was read from. Immutable: threads may share it.
typedef struct hookseal_event hookseal_event;

/// A payload being verified as it arrives. One thread at a time may use it.
typedef struct hookseal_verification hookseal_verification;

/// Verifies deliveries sent to one endpoint. Immutable: threads may share it.
typedef struct hookseal_verifier hookseal_verifier;

/// Bytes: the caller's where they are passed in, the event's where a function of an event gives them.
/// `data` may be null if `len` is 0.
typedef struct hookseal_bytes {
    /// The first byte.
    const uint8_t *data;
    /// How many bytes there are.
    size_t len;
} hookseal_bytes;

/// One header of a request. Both belong to the caller.
typedef struct hookseal_header {
    /// Its name, in any case.
    struct hookseal_bytes name;
    /// Its value.
    struct hookseal_bytes value;
} hookseal_header;

/// What a genuine signature tells.
typedef struct hookseal_verified {
    /// When the delivery was issued, in milliseconds since the Unix epoch.
    int64_t timestamp;
    /// Which of the verifier's secrets signed it, counted from 0.
    size_t secret_index;
} hookseal_verified;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/// Verifies a delivery by the system clock, as hookseal_verify does, and only then reads its event.
///
/// On success `*out` is an event that the caller frees with hookseal_event_free; on failure it is
/// null. The payload is copied before it is verified, so that the event is what was verified even if
/// another thread changes the payload meanwhile. After a time error, hookseal_last_error_timestamp()
/// tells when the delivery was issued.
///
/// Any status of hookseal_verify, and HOOKSEAL_INVALID_PAYLOAD for what is genuine but no event.
enum hookseal_status hookseal_construct_event(const struct hookseal_verifier *verifier,
                                              const uint8_t *payload,
                                              size_t payload_len,
                                              const char *header,
                                              size_t header_len,
                                              struct hookseal_event **out);

/// As hookseal_construct_event, with `now_ms` (milliseconds since the Unix epoch) for now.
enum hookseal_status hookseal_construct_event_at(const struct hookseal_verifier *verifier,
                                                 const uint8_t *payload,
                                                 size_t payload_len,
                                                 const char *header,
                                                 size_t header_len,
                                                 int64_t now_ms,
                                                 struct hookseal_event **out);

/// Reads an event from a payload that your own program has verified before, such as a stored one. It
/// proves nothing about where the payload comes from. `*out` is as for hookseal_construct_event.
///
/// HOOKSEAL_INVALID_PAYLOAD, HOOKSEAL_INVALID_ARGUMENT.
enum hookseal_status hookseal_event_read(const uint8_t *payload,
                                         size_t payload_len,
                                         struct hookseal_event **out);

/// The event's own id ("event_01..."), the same in every delivery of it: keep those that were
/// processed, for deliveries repeat.
///
/// Valid until the event is freed, and followed by a NUL. It may hold a NUL itself: then only `len`
/// tells where it ends. Of a null event, null and 0.
struct hookseal_bytes hookseal_event_id(const struct hookseal_event *event);

/// The event's type, such as "connection.activated"; new ones appear over time.
///
/// Valid until the event is freed, and followed by a NUL. It may hold a NUL itself: then only `len`
/// tells where it ends. Of a null event, null and 0.
struct hookseal_bytes hookseal_event_type(const struct hookseal_event *event);

/// The JSON text of a member of the event: of "data", "created_at" or any other, a string's quotes
/// included. Of a member that is there twice, the last.
///
/// Valid until the event is freed; no NUL follows it. Null and 0 for an absent member, a null event and
/// a null name.
struct hookseal_bytes hookseal_event_member(const struct hookseal_event *event,
                                            const char *name);

/// The JSON that the event was read from, byte for byte as it was signed: what to store.
///
/// Valid until the event is freed; no NUL follows it. Of a null event, null and 0.
struct hookseal_bytes hookseal_event_payload(const struct hookseal_event *event);

/// Frees an event, and with it all that was taken from it. Null is fine.
void hookseal_event_free(struct hookseal_event *event);

/// Finds the value of the signature header among all headers of a request, whatever the case of its
/// name. If there are several, it joins their values with ", ".
///
/// Writes the value to `out`, which has room for HOOKSEAL_HEADER_VALUE_SIZE bytes, and its length to
/// `*out_len`; no NUL follows. A longer value is cut off there, and hookseal_verify refuses it all the
/// same.
///
/// HOOKSEAL_MISSING_HEADER, with `*out_len` 0, if there is none; HOOKSEAL_INVALID_ARGUMENT.
enum hookseal_status hookseal_find_header(const struct hookseal_header *headers,
                                          size_t count,
                                          char *out,
                                          size_t *out_len);

/// What was wrong in this thread's last call that failed, and what to do about it; "" before any.
///
/// It says more than hookseal_status_message: which secret, which rule of the header, how old. It
/// never holds a secret, a digest or the payload. Owned by the library and valid until the thread
/// calls this function again, or ends.
const char *hookseal_last_error_message(void);

/// When the delivery was issued, in milliseconds since the Unix epoch, if this thread's last call that
/// failed gave HOOKSEAL_TIMESTAMP_TOO_OLD or HOOKSEAL_TIMESTAMP_IN_FUTURE; otherwise -1, which no
/// delivery has.
int64_t hookseal_last_error_timestamp(void);

/// Judges a request by its headers alone, so that what is refused anyway need not be read.
///
/// Takes the values of `Content-Encoding` and `Content-Length`, null for an absent one, and the limit
/// in bytes. On success `*out`, which may be null, is the length that the request states: 0 for a
/// chunked body, which is to be counted as it arrives.
///
/// HOOKSEAL_UNSUPPORTED_ENCODING, HOOKSEAL_PAYLOAD_TOO_LARGE, HOOKSEAL_INVALID_ARGUMENT.
enum hookseal_status hookseal_admit(const char *content_encoding,
                                    size_t content_encoding_len,
                                    const char *content_length,
                                    size_t content_length_len,
                                    uint64_t limit,
                                    uint64_t *out);

/// Signs a payload as WorkOS does at `timestamp_ms` (milliseconds since the Unix epoch) and writes
/// the signature header's value, NUL-terminated: to test an endpoint with.
///
/// `out` has room for `out_size` bytes; HOOKSEAL_HEADER_SIZE is enough.
///
/// HOOKSEAL_INVALID_SECRET; HOOKSEAL_INVALID_ARGUMENT, also for a negative timestamp, one of more
/// than 15 digits, and too small an `out`.
enum hookseal_status hookseal_sign(const uint8_t *secret,
                                   size_t secret_len,
                                   const uint8_t *payload,
                                   size_t payload_len,
                                   int64_t timestamp_ms,
                                   char *out,
                                   size_t out_size);

/// The stable name of a status, the same in every language: "ok", "signature_mismatch", ...
/// "unknown" for a number that is none. Valid for ever.
const char *hookseal_status_code(hookseal_status status);

/// What a status means and what to do about it. Valid for ever.
const char *hookseal_status_message(hookseal_status status);

/// The HTTP status to answer with: 200, 400 for a delivery that is refused, 405, 413 and 415 for a
/// request that is refused unread, and 500 for a fault of the program's own, which is also the answer
/// for a number that is no status.
int hookseal_status_http(hookseal_status status);

/// The library's version, such as "0.1.0". Valid for ever.
const char *hookseal_version(void);

/// Starts to check a payload that arrives in chunks; `header` is as for hookseal_verify.
///
/// On success `*out` is a verification that the caller frees with hookseal_verification_free,
/// finished or not; on failure it is null. It does not need the verifier any more.
///
/// HOOKSEAL_MISSING_HEADER, HOOKSEAL_MALFORMED_HEADER, HOOKSEAL_NO_SIGNATURE,
/// HOOKSEAL_INVALID_ARGUMENT.
enum hookseal_status hookseal_verification_begin(const struct hookseal_verifier *verifier,
                                                 const char *header,
                                                 size_t header_len,
                                                 struct hookseal_verification **out);

/// As hookseal_verification_begin, and keeps the payload, so that hookseal_verification_finish_event
/// can read the event in it: at most `limit` bytes, such as HOOKSEAL_BODY_LIMIT_DEFAULT.
enum hookseal_status hookseal_verification_begin_event(const struct hookseal_verifier *verifier,
                                                       const char *header,
                                                       size_t header_len,
                                                       size_t limit,
                                                       struct hookseal_verification **out);

/// Takes the next chunk of the payload.
///
/// HOOKSEAL_PAYLOAD_TOO_LARGE once there is more than hookseal_verification_begin_event was told to
/// keep: the payload so far is let go, and every further call for this verification gives the same.
/// HOOKSEAL_INVALID_ARGUMENT once it is finished.
enum hookseal_status hookseal_verification_update(struct hookseal_verification *verification,
                                                  const uint8_t *chunk,
                                                  size_t chunk_len);

/// Judges the whole payload by the system clock; `out` and the status are as for hookseal_verify.
///
/// Afterwards the verification can only be freed.
enum hookseal_status hookseal_verification_finish(struct hookseal_verification *verification,
                                                  struct hookseal_verified *out);

/// As hookseal_verification_finish, with `now_ms` (milliseconds since the Unix epoch) for now.
enum hookseal_status hookseal_verification_finish_at(struct hookseal_verification *verification,
                                                     int64_t now_ms,
                                                     struct hookseal_verified *out);

/// Judges the whole payload by the system clock, and only then reads its event. `*out` and the status
/// are as for hookseal_construct_event; HOOKSEAL_PAYLOAD_TOO_LARGE besides, and
/// HOOKSEAL_INVALID_ARGUMENT if hookseal_verification_begin_event did not begin it.
///
/// Afterwards the verification can only be freed; the event does not need it.
enum hookseal_status hookseal_verification_finish_event(struct hookseal_verification *verification,
                                                        struct hookseal_event **out);

/// As hookseal_verification_finish_event, with `now_ms` (milliseconds since the Unix epoch) for now.
enum hookseal_status hookseal_verification_finish_event_at(struct hookseal_verification *verification,
                                                           int64_t now_ms,
                                                           struct hookseal_event **out);

/// Frees a verification, finished or not. Null is fine.
void hookseal_verification_free(struct hookseal_verification *verification);

/// Makes a verifier with 1 to 16 secrets; a delivery signed with any of them is genuine.
///
/// The secrets are used byte for byte and not kept. `tolerance_seconds` is how far the timestamp
/// may be from now, either way: 0 to 86400, or HOOKSEAL_TOLERANCE_NONE. On success `*out` is a
/// verifier that the caller frees with hookseal_verifier_free; on failure `*out` is null.
///
/// HOOKSEAL_INVALID_SECRET, HOOKSEAL_INVALID_TOLERANCE, HOOKSEAL_INVALID_ARGUMENT.
enum hookseal_status hookseal_verifier_new(const struct hookseal_bytes *secrets,
                                           size_t secret_count,
                                           int64_t tolerance_seconds,
                                           struct hookseal_verifier **out);

/// Frees a verifier and wipes its secrets. Null is fine. No call may be using it; verifications
/// that it began live on.
void hookseal_verifier_free(struct hookseal_verifier *verifier);

/// Checks a delivery by the system clock. It never allocates.
///
/// `payload` is the raw request body, as received; null with length 0 is an empty one. `header` is
/// the value of HOOKSEAL_HEADER_NAME, not necessarily NUL-terminated; null is an absent one. `out`
/// may be null; on HOOKSEAL_TIMESTAMP_TOO_OLD and HOOKSEAL_TIMESTAMP_IN_FUTURE, its timestamp is
/// set as well, and on any other failure it is left as it was.
///
/// HOOKSEAL_MISSING_HEADER, HOOKSEAL_MALFORMED_HEADER, HOOKSEAL_NO_SIGNATURE,
/// HOOKSEAL_SIGNATURE_MISMATCH, HOOKSEAL_TIMESTAMP_TOO_OLD, HOOKSEAL_TIMESTAMP_IN_FUTURE,
/// HOOKSEAL_INVALID_ARGUMENT.
enum hookseal_status hookseal_verify(const struct hookseal_verifier *verifier,
                                     const uint8_t *payload,
                                     size_t payload_len,
                                     const char *header,
                                     size_t header_len,
                                     struct hookseal_verified *out);

/// As hookseal_verify, with `now_ms` (milliseconds since the Unix epoch) for now.
enum hookseal_status hookseal_verify_at(const struct hookseal_verifier *verifier,
                                        const uint8_t *payload,
                                        size_t payload_len,
                                        const char *header,
                                        size_t header_len,
                                        int64_t now_ms,
                                        struct hookseal_verified *out);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* HOOKSEAL_H */
