/**
 * @file
 * hookseal: verifies the signatures of WorkOS webhooks. cbindgen makes this file from bindings-c/src;
 * after a change there, run `make -C bindings-c header`.
 *
 * Pointers: memory that you pass in stays yours and is used only during the call. If a function stores
 * a handle in `*out`, you must free it, with the `_free` function of its type. Texts that a function
 * returns belong to the library, or to the event, action or diagnosis that you passed.
 *
 * Misuse: the library detects a null pointer where none may be, a length that no object can have, and
 * a call after a verification is finished, and returns a status. It cannot detect a handle that was
 * freed already, an invalid pointer, or a length beyond its object. These are undefined behaviour, as
 * for free().
 *
 * Threads: threads may share verifiers, events, actions and diagnoses. Only one thread at a time may
 * use a hookseal_verification.
 */

#ifndef HOOKSEAL_H
#define HOOKSEAL_H

#include <stddef.h>
#include <stdint.h>

/** The name of the signature header. HTTP compares header names case-insensitively. */
#define HOOKSEAL_HEADER_NAME "WorkOS-Signature"

/** The version of this header. hookseal_version() returns that of the library. */
#define HOOKSEAL_VERSION "0.1.0"


/// The usual tolerance of an action, in seconds.
#define HOOKSEAL_ACTION_TOLERANCE_DEFAULT 30

/// Enough for the answer to every action that WorkOS has today, with its NUL.
#define HOOKSEAL_ACTION_RESPONSE_SIZE 4096

/// The size of a buffer for every header value that hookseal accepts, and one byte more.
#define HOOKSEAL_HEADER_VALUE_SIZE 4097

/// The usual limit of a request body, in bytes: 1 MiB.
#define HOOKSEAL_BODY_LIMIT_DEFAULT 1048576

/// How many seconds an endpoint usually waits for a whole request body.
#define HOOKSEAL_BODY_DEADLINE_SECONDS 30

/// The most bytes that hookseal_sign writes: "t=", 15 digits, ", v1=", 64 hex digits and a NUL.
#define HOOKSEAL_HEADER_SIZE 87

/// The usual tolerance, in seconds.
#define HOOKSEAL_TOLERANCE_DEFAULT 180

/// Do not check the time: accept a genuine delivery of any age, and any replay of it.
#define HOOKSEAL_TOLERANCE_NONE (-1)

/// The result of a call.
typedef enum hookseal_status {
    /// Success. After a verification, the delivery is genuine and timely.
    HOOKSEAL_OK = 0,
    /// The request has no signature header, or an empty one.
    HOOKSEAL_MISSING_HEADER,
    /// The signature header is not `t=<milliseconds>, v1=<64 hex digits>`.
    HOOKSEAL_MALFORMED_HEADER,
    /// The signature header has a timestamp but no v1.
    HOOKSEAL_NO_SIGNATURE,
    /// No v1 is the signature of this payload with any of the secrets.
    HOOKSEAL_SIGNATURE_MISMATCH,
    /// Genuine, but issued longer ago than the tolerance.
    HOOKSEAL_TIMESTAMP_TOO_OLD,
    /// Genuine, but issued further ahead than the tolerance.
    HOOKSEAL_TIMESTAMP_IN_FUTURE,
    /// The payload is not the JSON of the expected event or action. If it was verified, it is genuine.
    HOOKSEAL_INVALID_PAYLOAD,
    /// There is no secret, there are more than 16, or one of them cannot be right.
    HOOKSEAL_INVALID_SECRET,
    /// The tolerance is negative or more than a day.
    HOOKSEAL_INVALID_TOLERANCE,
    /// The call itself is wrong, such as a null pointer where none may be, or a finished verification.
    HOOKSEAL_INVALID_ARGUMENT,
    /// The library itself failed; nothing was verified.
    HOOKSEAL_INTERNAL_ERROR,
    /// The request is not a POST. No function returns this; an endpoint uses it for its answer.
    HOOKSEAL_METHOD_NOT_ALLOWED,
    /// The body is compressed.
    HOOKSEAL_UNSUPPORTED_ENCODING,
    /// The body is longer than the limit.
    HOOKSEAL_PAYLOAD_TOO_LARGE,
    /// The body ended early. No function returns this; an endpoint uses it for its answer.
    HOOKSEAL_CLIENT_DISCONNECTED,
    /// The body did not arrive in time. No function returns this; an endpoint uses it for its answer.
    HOOKSEAL_REQUEST_TIMEOUT,
} hookseal_status;

/// The answer to an action.
typedef enum hookseal_verdict {
    /// The user may not sign in or register.
    HOOKSEAL_DENY = 0,
    /// The user may.
    HOOKSEAL_ALLOW = 1,
} hookseal_verdict;

/// An action, with a copy of the payload that it was read from. Immutable: threads may share it.
typedef struct hookseal_action hookseal_action;

/// Verifies the requests of one AuthKit Actions endpoint, and signs the answers. Immutable: threads may
/// share it.
typedef struct hookseal_action_verifier hookseal_action_verifier;

/// What is wrong with a delivery. Immutable: threads may share it.
typedef struct hookseal_diagnosis hookseal_diagnosis;

/// An event, with a copy of the payload that it was read from. Immutable: threads may share it.
typedef struct hookseal_event hookseal_event;

/// A payload being verified as it arrives. One thread at a time may use it.
typedef struct hookseal_verification hookseal_verification;

/// Verifies deliveries sent to one endpoint. Immutable: threads may share it.
typedef struct hookseal_verifier hookseal_verifier;

/// Bytes. If you pass them in, they stay yours; if a function returns them, they belong to the event.
/// `data` may be null if `len` is 0.
typedef struct hookseal_bytes {
    /// The first byte.
    const uint8_t *data;
    /// How many bytes there are.
    size_t len;
} hookseal_bytes;

/// One header of a request. The name and the value stay yours.
typedef struct hookseal_header {
    /// The name, in upper or lower case.
    struct hookseal_bytes name;
    /// The value.
    struct hookseal_bytes value;
} hookseal_header;

/// What a genuine signature shows.
typedef struct hookseal_verified {
    /// When the delivery was issued, in milliseconds since the Unix epoch.
    int64_t timestamp;
    /// Which of the verifier's secrets signed it, from 0.
    size_t secret_index;
} hookseal_verified;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/// Makes a verifier of actions, as hookseal_verifier_new makes one of deliveries. An action endpoint has
/// a secret of its own; its usual tolerance is HOOKSEAL_ACTION_TOLERANCE_DEFAULT. Free it with
/// hookseal_action_verifier_free.
///
/// Can fail with HOOKSEAL_INVALID_SECRET, HOOKSEAL_INVALID_TOLERANCE and HOOKSEAL_INVALID_ARGUMENT.
enum hookseal_status hookseal_action_verifier_new(const struct hookseal_bytes *secrets,
                                                  size_t secret_count,
                                                  int64_t tolerance_seconds,
                                                  struct hookseal_action_verifier **out);

/// Frees a verifier of actions and wipes its secrets. Null is fine. No call may be using it.
void hookseal_action_verifier_free(struct hookseal_action_verifier *verifier);

/// Verifies a request by the system clock, as hookseal_verify does, and only then reads its action.
///
/// On success `*out` is an action; free it with hookseal_action_free. On failure `*out` is null. The
/// payload is copied before it is verified.
///
/// Returns any status of hookseal_verify, or HOOKSEAL_INVALID_PAYLOAD if the payload is genuine but not
/// an action.
enum hookseal_status hookseal_construct_action(const struct hookseal_action_verifier *verifier,
                                               const uint8_t *payload,
                                               size_t payload_len,
                                               const char *header,
                                               size_t header_len,
                                               struct hookseal_action **out);

/// Like hookseal_construct_action, but `now_ms` (milliseconds since the Unix epoch) is the current time.
enum hookseal_status hookseal_construct_action_at(const struct hookseal_action_verifier *verifier,
                                                  const uint8_t *payload,
                                                  size_t payload_len,
                                                  const char *header,
                                                  size_t header_len,
                                                  int64_t now_ms,
                                                  struct hookseal_action **out);

/// The action's own id.
///
/// Valid until the action is freed. A NUL follows it. It may also contain a NUL, so `len` is the only
/// sure end. For a null action, `data` is null and `len` is 0.
struct hookseal_bytes hookseal_action_id(const struct hookseal_action *action);

/// Which action it is: "authentication_action_context" or "user_registration_action_context"; new ones
/// may appear over time.
///
/// Valid until the action is freed. A NUL follows it. It may also contain a NUL, so `len` is the only
/// sure end. For a null action, `data` is null and `len` is 0.
struct hookseal_bytes hookseal_action_object(const struct hookseal_action *action);

/// The JSON text of a member of the action: "user", "ip_address" or any other. A string includes its
/// quotes. If a member occurs twice, this is the last one.
///
/// Valid until the action is freed. No NUL follows it. If the member is absent, or the action or the
/// name is null, `data` is null and `len` is 0.
struct hookseal_bytes hookseal_action_member(const struct hookseal_action *action,
                                             const char *name);

/// The JSON that the action was read from, byte for byte as it was signed.
///
/// Valid until the action is freed. No NUL follows it. For a null action, `data` is null and `len` is 0.
struct hookseal_bytes hookseal_action_payload(const struct hookseal_action *action);

/// Frees an action. All bytes that its functions returned become invalid. Null is fine.
void hookseal_action_free(struct hookseal_action *action);

/// Writes the signed answer to an action, NUL-terminated, by the system clock. Answer the request with
/// status 200, the content type application/json and this text, unchanged.
///
/// `verdict` is HOOKSEAL_ALLOW or HOOKSEAL_DENY. `error_message` is what the user is told with
/// HOOKSEAL_DENY: UTF-8 of at most 500 characters; null is none. `out` has room for `out_size` bytes;
/// HOOKSEAL_ACTION_RESPONSE_SIZE is enough.
///
/// Can fail with HOOKSEAL_INVALID_ARGUMENT, also if `out` is too small, or if the message is too long
/// or goes with HOOKSEAL_ALLOW.
enum hookseal_status hookseal_sign_action_response(const struct hookseal_action_verifier *verifier,
                                                   const struct hookseal_action *action,
                                                   hookseal_verdict verdict,
                                                   const char *error_message,
                                                   size_t error_message_len,
                                                   char *out,
                                                   size_t out_size);

/// Like hookseal_sign_action_response, but `now_ms` (milliseconds since the Unix epoch) is the current
/// time.
enum hookseal_status hookseal_sign_action_response_at(const struct hookseal_action_verifier *verifier,
                                                      const struct hookseal_action *action,
                                                      hookseal_verdict verdict,
                                                      const char *error_message,
                                                      size_t error_message_len,
                                                      int64_t now_ms,
                                                      char *out,
                                                      size_t out_size);

/// Says why a delivery is refused, for development and support. It tries again what usually goes wrong:
/// a payload that was parsed and serialised again, a secret in quotes, a header of another sender, a
/// wrong clock, or two of these at once. That takes far longer than to verify, so do not call it for
/// every request.
///
/// `payload`, `header` and `secrets` are as for hookseal_verify and hookseal_verifier_new. A secret may
/// also be one that hookseal_verifier_new refuses. `now_ms` (milliseconds since the Unix epoch) is the
/// current time.
///
/// On success `*out` is a diagnosis, also of a delivery that is refused; free it with
/// hookseal_diagnosis_free. On failure `*out` is null. Its texts are in UTF-8 and end with a NUL. They
/// belong to it and are valid until it is freed. They contain no secret, no signature and nothing of the
/// payload.
///
/// Can fail with HOOKSEAL_INVALID_ARGUMENT.
enum hookseal_status hookseal_diagnose(const uint8_t *payload,
                                       size_t payload_len,
                                       const char *header,
                                       size_t header_len,
                                       const struct hookseal_bytes *secrets,
                                       size_t secret_count,
                                       int64_t now_ms,
                                       struct hookseal_diagnosis **out);

/// "ok", or the code of the status that verifying the delivery returns with the usual tolerance. Null for
/// a null diagnosis.
const char *hookseal_diagnosis_code(const struct hookseal_diagnosis *diagnosis);

/// How many findings explain the refusal: 0 if none does, or if all is well. The first is the most
/// telling.
size_t hookseal_diagnosis_finding_count(const struct hookseal_diagnosis *diagnosis);

/// The stable code of a finding, the same in every language: "payload_newline_added", ... Null if there is
/// no finding with this index.
const char *hookseal_diagnosis_finding_code(const struct hookseal_diagnosis *diagnosis,
                                            size_t index);

/// One sentence: what happened. Null if there is no finding with this index.
const char *hookseal_diagnosis_finding_message(const struct hookseal_diagnosis *diagnosis,
                                               size_t index);

/// One sentence: what to do. Null if there is no finding with this index.
const char *hookseal_diagnosis_finding_advice(const struct hookseal_diagnosis *diagnosis,
                                              size_t index);

/// One or two sentences: what was found, or that nothing was. Null for a null diagnosis.
const char *hookseal_diagnosis_summary(const struct hookseal_diagnosis *diagnosis);

/// The code of a finding that was tried in vain: with its index from 0, in order, until null follows. There
/// are none if something was found.
const char *hookseal_diagnosis_ruled_out(const struct hookseal_diagnosis *diagnosis,
                                         size_t index);

/// One sentence: what to check next, with its index from 0, the most likely first, until null follows.
/// There are none if something was found.
const char *hookseal_diagnosis_next_step(const struct hookseal_diagnosis *diagnosis,
                                         size_t index);

/// All of it as a text of a few lines, for people. Null for a null diagnosis.
const char *hookseal_diagnosis_text(const struct hookseal_diagnosis *diagnosis);

/// Frees a diagnosis. All texts that its functions returned become invalid. Null is fine.
void hookseal_diagnosis_free(struct hookseal_diagnosis *diagnosis);

/// Verifies a delivery by the system clock, as hookseal_verify does, and only then reads its event.
///
/// On success `*out` is an event; free it with hookseal_event_free. On failure `*out` is null. The
/// payload is copied before it is verified, so the event holds the verified bytes even if another
/// thread changes the payload meanwhile. After a time error, hookseal_last_error_timestamp() returns
/// when the delivery was issued.
///
/// Returns any status of hookseal_verify, or HOOKSEAL_INVALID_PAYLOAD if the payload is genuine but not
/// an event.
enum hookseal_status hookseal_construct_event(const struct hookseal_verifier *verifier,
                                              const uint8_t *payload,
                                              size_t payload_len,
                                              const char *header,
                                              size_t header_len,
                                              struct hookseal_event **out);

/// Like hookseal_construct_event, but `now_ms` (milliseconds since the Unix epoch) is the current time.
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
/// Can fail with HOOKSEAL_INVALID_PAYLOAD and HOOKSEAL_INVALID_ARGUMENT.
enum hookseal_status hookseal_event_read(const uint8_t *payload,
                                         size_t payload_len,
                                         struct hookseal_event **out);

/// The event's own id ("event_01..."). It is the same in every delivery of the event. Deliveries
/// repeat, so store the ids of processed events.
///
/// Valid until the event is freed. A NUL follows it. It may also contain a NUL, so `len` is the only
/// sure end. For a null event, `data` is null and `len` is 0.
struct hookseal_bytes hookseal_event_id(const struct hookseal_event *event);

/// The event's type, such as "connection.activated"; new ones appear over time.
///
/// Valid until the event is freed. A NUL follows it. It may also contain a NUL, so `len` is the only
/// sure end. For a null event, `data` is null and `len` is 0.
struct hookseal_bytes hookseal_event_type(const struct hookseal_event *event);

/// The JSON text of a member of the event: "data", "created_at" or any other. A string includes its
/// quotes. If a member occurs twice, this is the last one.
///
/// Valid until the event is freed. No NUL follows it. If the member is absent, or the event or the name
/// is null, `data` is null and `len` is 0.
struct hookseal_bytes hookseal_event_member(const struct hookseal_event *event,
                                            const char *name);

/// The JSON that the event was read from, byte for byte as it was signed. To keep an event, store this.
///
/// Valid until the event is freed. No NUL follows it. For a null event, `data` is null and `len` is 0.
struct hookseal_bytes hookseal_event_payload(const struct hookseal_event *event);

/// Frees an event. All bytes that its functions returned become invalid. Null is fine.
void hookseal_event_free(struct hookseal_event *event);

/// Finds the value of the signature header among all headers of a request. Upper and lower case in
/// names do not matter. If there are several, it joins their values with ", ".
///
/// Writes the value to `out`, which has room for HOOKSEAL_HEADER_VALUE_SIZE bytes, and its length
/// to `*out_len`. No NUL follows. A longer value is cut off there; hookseal_verify refuses it all
/// the same.
///
/// Can fail with HOOKSEAL_MISSING_HEADER if there is no such header, and with
/// HOOKSEAL_INVALID_ARGUMENT. Then `*out_len` is 0.
enum hookseal_status hookseal_find_header(const struct hookseal_header *headers,
                                          size_t count,
                                          char *out,
                                          size_t *out_len);

/// What was wrong in this thread's last failed call, and what to do about it; "" if no call has failed.
///
/// It says more than hookseal_status_message: which secret, which rule of the header, how old. It
/// never contains a secret, a digest or the payload. The library owns it. It is valid until the thread
/// calls this function again or ends.
const char *hookseal_last_error_message(void);

/// When the delivery was issued, in milliseconds since the Unix epoch, if this thread's last failed
/// call returned HOOKSEAL_TIMESTAMP_TOO_OLD or HOOKSEAL_TIMESTAMP_IN_FUTURE. Otherwise -1, which no
/// delivery has.
int64_t hookseal_last_error_timestamp(void);

/// Judges a request by its headers alone. Call this before you read the body: it refuses a compressed
/// body, and one that is longer than the limit.
///
/// Pass the values of `Content-Encoding` and `Content-Length`, or null for an absent one, and the limit
/// in bytes. On success `*out` is the length that the request states. It is 0 for a chunked body, whose
/// bytes you must count as they arrive. `out` may be null.
///
/// Can fail with HOOKSEAL_UNSUPPORTED_ENCODING, HOOKSEAL_PAYLOAD_TOO_LARGE and
/// HOOKSEAL_INVALID_ARGUMENT.
enum hookseal_status hookseal_admit(const char *content_encoding,
                                    size_t content_encoding_len,
                                    const char *content_length,
                                    size_t content_length_len,
                                    uint64_t limit,
                                    uint64_t *out);

/// Signs a payload as WorkOS would at `timestamp_ms` (milliseconds since the Unix epoch), and writes
/// the value of the signature header, NUL-terminated. Use it to test an endpoint.
///
/// `out` has room for `out_size` bytes; HOOKSEAL_HEADER_SIZE is enough.
///
/// Can fail with HOOKSEAL_INVALID_SECRET, and with HOOKSEAL_INVALID_ARGUMENT, also if the timestamp is
/// negative or has more than 15 digits, or if `out` is too small.
enum hookseal_status hookseal_sign(const uint8_t *secret,
                                   size_t secret_len,
                                   const uint8_t *payload,
                                   size_t payload_len,
                                   int64_t timestamp_ms,
                                   char *out,
                                   size_t out_size);

/// The stable name of a status, the same in every language: "ok", "signature_mismatch", ...
/// For a number that is not a status it is "unknown". Always valid.
const char *hookseal_status_code(hookseal_status status);

/// What a status means and what to do about it. Always valid.
const char *hookseal_status_message(hookseal_status status);

/// The HTTP status to answer with: 200 for success; 400 for a refused delivery; 405, 408, 413 or 415
/// for a request that is refused before it is verified; 500 for a fault of the program itself, and for
/// a number that is not a status.
int hookseal_status_http(hookseal_status status);

/// The library's version, such as "0.1.0". Always valid.
const char *hookseal_version(void);

/// Begins to verify a payload that arrives in chunks. `header` is as for hookseal_verify.
///
/// On success `*out` is a verification; free it with hookseal_verification_free, finished or not. On
/// failure `*out` is null. The verification may outlive the verifier.
///
/// Can fail with HOOKSEAL_MISSING_HEADER, HOOKSEAL_MALFORMED_HEADER, HOOKSEAL_NO_SIGNATURE and
/// HOOKSEAL_INVALID_ARGUMENT.
enum hookseal_status hookseal_verification_begin(const struct hookseal_verifier *verifier,
                                                 const char *header,
                                                 size_t header_len,
                                                 struct hookseal_verification **out);

/// Like hookseal_verification_begin, but keeps the payload, so that hookseal_verification_finish_event
/// can read the event in it. It keeps at most `limit` bytes, such as HOOKSEAL_BODY_LIMIT_DEFAULT.
enum hookseal_status hookseal_verification_begin_event(const struct hookseal_verifier *verifier,
                                                       const char *header,
                                                       size_t header_len,
                                                       size_t limit,
                                                       struct hookseal_verification **out);

/// Adds the next chunk of the payload.
///
/// Fails with HOOKSEAL_PAYLOAD_TOO_LARGE if the payload becomes longer than the limit of
/// hookseal_verification_begin_event. Then the payload is discarded, and every further call for this
/// verification fails with the same status. After it is finished, fails with
/// HOOKSEAL_INVALID_ARGUMENT.
enum hookseal_status hookseal_verification_update(struct hookseal_verification *verification,
                                                  const uint8_t *chunk,
                                                  size_t chunk_len);

/// Judges the whole payload by the system clock. `out` and the status are as for hookseal_verify.
///
/// Afterwards you can only free the verification.
enum hookseal_status hookseal_verification_finish(struct hookseal_verification *verification,
                                                  struct hookseal_verified *out);

/// Like hookseal_verification_finish, but `now_ms` (milliseconds since the Unix epoch) is the current
/// time.
enum hookseal_status hookseal_verification_finish_at(struct hookseal_verification *verification,
                                                     int64_t now_ms,
                                                     struct hookseal_verified *out);

/// Judges the whole payload by the system clock, and only then reads its event. `*out` and the status
/// are as for hookseal_construct_event. It can also fail with HOOKSEAL_PAYLOAD_TOO_LARGE, and with
/// HOOKSEAL_INVALID_ARGUMENT if the verification was not begun with
/// hookseal_verification_begin_event.
///
/// Afterwards you can only free the verification. The event may outlive it.
enum hookseal_status hookseal_verification_finish_event(struct hookseal_verification *verification,
                                                        struct hookseal_event **out);

/// Like hookseal_verification_finish_event, but `now_ms` (milliseconds since the Unix epoch) is the
/// current time.
enum hookseal_status hookseal_verification_finish_event_at(struct hookseal_verification *verification,
                                                           int64_t now_ms,
                                                           struct hookseal_event **out);

/// Frees a verification, finished or not. Null is fine.
void hookseal_verification_free(struct hookseal_verification *verification);

/// Makes a verifier with 1 to 16 secrets; a delivery signed with any of them is genuine.
///
/// The secrets are used byte for byte and not stored. `tolerance_seconds` is how far the timestamp
/// may be from the current time, in either direction: 0 to 86400, or HOOKSEAL_TOLERANCE_NONE. On
/// success `*out` is a verifier; free it with hookseal_verifier_free. On failure `*out` is null.
///
/// Can fail with HOOKSEAL_INVALID_SECRET, HOOKSEAL_INVALID_TOLERANCE and HOOKSEAL_INVALID_ARGUMENT.
enum hookseal_status hookseal_verifier_new(const struct hookseal_bytes *secrets,
                                           size_t secret_count,
                                           int64_t tolerance_seconds,
                                           struct hookseal_verifier **out);

/// Frees a verifier and wipes its secrets. Null is fine. No call may be using it. Verifications that it
/// began stay valid.
void hookseal_verifier_free(struct hookseal_verifier *verifier);

/// Verifies a delivery by the system clock. It never allocates.
///
/// `payload` is the raw request body, as received; null with length 0 is an empty one. `header` is
/// the value of HOOKSEAL_HEADER_NAME, not necessarily NUL-terminated; null is an absent one. `out`
/// may be null. HOOKSEAL_TIMESTAMP_TOO_OLD and HOOKSEAL_TIMESTAMP_IN_FUTURE set its timestamp too. Any
/// other failure does not change it.
///
/// Can fail with HOOKSEAL_MISSING_HEADER, HOOKSEAL_MALFORMED_HEADER, HOOKSEAL_NO_SIGNATURE,
/// HOOKSEAL_SIGNATURE_MISMATCH, HOOKSEAL_TIMESTAMP_TOO_OLD, HOOKSEAL_TIMESTAMP_IN_FUTURE and
/// HOOKSEAL_INVALID_ARGUMENT.
enum hookseal_status hookseal_verify(const struct hookseal_verifier *verifier,
                                     const uint8_t *payload,
                                     size_t payload_len,
                                     const char *header,
                                     size_t header_len,
                                     struct hookseal_verified *out);

/// Like hookseal_verify, but `now_ms` (milliseconds since the Unix epoch) is the current time.
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
