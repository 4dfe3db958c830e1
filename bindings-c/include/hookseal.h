/* hookseal: verifies the signatures of WorkOS webhooks. Made by cbindgen from bindings-c/src;
 * after a change there, `make -C bindings-c header`.
 *
 * Pointers: what you pass is read or written during the call only and stays yours. Every handle
 * that a function stores through an `out` argument is yours to free, with the function of its name.
 * Texts that functions return belong to the library.
 *
 * Misuse: a null where none may be, a length that no object can have, and a call after the last one
 * are answered with a status. What cannot be told is undefined, as for free(): a handle used or freed
 * after it was freed, a pointer that is not null and not valid, a length beyond its object.
 *
 * Threads: a hookseal_verifier may be shared by threads; a hookseal_verification may be used by one
 * at a time. */

#ifndef HOOKSEAL_H
#define HOOKSEAL_H

#include <stddef.h>
#include <stdint.h>

/* The name of the signature header. HTTP compares header names case-insensitively. */
#define HOOKSEAL_HEADER_NAME "WorkOS-Signature"

/* The version of this header; hookseal_version() tells the library's. */
#define HOOKSEAL_VERSION "0.1.0"


// What hookseal_sign writes at most: "t=", 15 digits, ", v1=", 64 hex digits and a NUL.
#define HOOKSEAL_HEADER_SIZE 87

// The usual tolerance, in seconds.
#define HOOKSEAL_TOLERANCE_DEFAULT 180

// No check of the time: a genuine delivery of any age is accepted, and any replay of it.
#define HOOKSEAL_TOLERANCE_NONE (-1)

// What a call came to.
typedef enum hookseal_status {
    // Done; of a delivery: genuine and timely.
    HOOKSEAL_OK = 0,
    // The request has no signature header, or an empty one.
    HOOKSEAL_MISSING_HEADER,
    // The signature header is not `t=<milliseconds>, v1=<64 hex digits>`.
    HOOKSEAL_MALFORMED_HEADER,
    // The signature header has a timestamp but no v1.
    HOOKSEAL_NO_SIGNATURE,
    // No v1 is the signature of this payload under any of the secrets.
    HOOKSEAL_SIGNATURE_MISMATCH,
    // Genuine, but issued longer ago than the tolerance.
    HOOKSEAL_TIMESTAMP_TOO_OLD,
    // Genuine, but issued further ahead than the tolerance.
    HOOKSEAL_TIMESTAMP_IN_FUTURE,
    // Genuine, but not the JSON of an event. For completeness: no function here reads events.
    HOOKSEAL_INVALID_PAYLOAD,
    // A secret that may not be used, no secret, or more than 16.
    HOOKSEAL_INVALID_SECRET,
    // A tolerance that is negative, or more than a day.
    HOOKSEAL_INVALID_TOLERANCE,
    // The call itself is wrong: a null where none may be, a finished verification, ...
    HOOKSEAL_INVALID_ARGUMENT,
    // A fault of the library's own; nothing was verified.
    HOOKSEAL_INTERNAL_ERROR,
} hookseal_status;

// A payload being verified as it arrives. One thread at a time may use it.
typedef struct hookseal_verification hookseal_verification;

// Verifies deliveries sent to one endpoint. Immutable: threads may share it.
typedef struct hookseal_verifier hookseal_verifier;

// What a genuine signature tells.
typedef struct hookseal_verified {
    // When the delivery was issued, in milliseconds since the Unix epoch.
    int64_t timestamp;
    // Which of the verifier's secrets signed it, counted from 0.
    size_t secret_index;
} hookseal_verified;

// Bytes that belong to the caller. `data` may be null if `len` is 0.
typedef struct hookseal_bytes {
    // The first byte.
    const uint8_t *data;
    // How many bytes there are.
    size_t len;
} hookseal_bytes;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// What was wrong in this thread's last call that failed, and what to do about it; "" before any.
//
// It says more than hookseal_status_message: which secret, which rule of the header, how old. It
// never holds a secret, a digest or the payload. Owned by the library and valid until the thread
// calls this function again, or ends.
const char *hookseal_last_error_message(void);

// Signs a payload as WorkOS does at `timestamp_ms` (milliseconds since the Unix epoch) and writes
// the signature header's value, NUL-terminated: to test an endpoint with.
//
// `out` has room for `out_size` bytes; HOOKSEAL_HEADER_SIZE is enough.
//
// HOOKSEAL_INVALID_SECRET; HOOKSEAL_INVALID_ARGUMENT, also for a negative timestamp, one of more
// than 15 digits, and too small an `out`.
enum hookseal_status hookseal_sign(const uint8_t *secret,
                                   size_t secret_len,
                                   const uint8_t *payload,
                                   size_t payload_len,
                                   int64_t timestamp_ms,
                                   char *out,
                                   size_t out_size);

// The stable name of a status, the same in every language: "ok", "signature_mismatch", ...
// "unknown" for a number that is none. Valid for ever.
const char *hookseal_status_code(hookseal_status status);

// What a status means and what to do about it. Valid for ever.
const char *hookseal_status_message(hookseal_status status);

// The library's version, such as "0.1.0". Valid for ever.
const char *hookseal_version(void);

// Starts to check a payload that arrives in chunks; `header` is as for hookseal_verify.
//
// On success `*out` is a verification that the caller frees with hookseal_verification_free,
// finished or not; on failure it is null. It does not need the verifier any more.
//
// HOOKSEAL_MISSING_HEADER, HOOKSEAL_MALFORMED_HEADER, HOOKSEAL_NO_SIGNATURE,
// HOOKSEAL_INVALID_ARGUMENT.
enum hookseal_status hookseal_verification_begin(const struct hookseal_verifier *verifier,
                                                 const char *header,
                                                 size_t header_len,
                                                 struct hookseal_verification **out);

// Takes the next chunk of the payload. HOOKSEAL_INVALID_ARGUMENT once it is finished.
enum hookseal_status hookseal_verification_update(struct hookseal_verification *verification,
                                                  const uint8_t *chunk,
                                                  size_t chunk_len);

// Judges the whole payload by the system clock; `out` and the status are as for hookseal_verify.
//
// Afterwards the verification can only be freed.
enum hookseal_status hookseal_verification_finish(struct hookseal_verification *verification,
                                                  struct hookseal_verified *out);

// As hookseal_verification_finish, with `now_ms` (milliseconds since the Unix epoch) for now.
enum hookseal_status hookseal_verification_finish_at(struct hookseal_verification *verification,
                                                     int64_t now_ms,
                                                     struct hookseal_verified *out);

// Frees a verification, finished or not. Null is fine.
void hookseal_verification_free(struct hookseal_verification *verification);

// Makes a verifier with 1 to 16 secrets; a delivery signed with any of them is genuine.
//
// The secrets are used byte for byte and not kept. `tolerance_seconds` is how far the timestamp
// may be from now, either way: 0 to 86400, or HOOKSEAL_TOLERANCE_NONE. On success `*out` is a
// verifier that the caller frees with hookseal_verifier_free; on failure `*out` is null.
//
// HOOKSEAL_INVALID_SECRET, HOOKSEAL_INVALID_TOLERANCE, HOOKSEAL_INVALID_ARGUMENT.
enum hookseal_status hookseal_verifier_new(const struct hookseal_bytes *secrets,
                                           size_t secret_count,
                                           int64_t tolerance_seconds,
                                           struct hookseal_verifier **out);

// Frees a verifier and wipes its secrets. Null is fine. No call may be using it; verifications
// that it began live on.
void hookseal_verifier_free(struct hookseal_verifier *verifier);

// Checks a delivery by the system clock. It never allocates.
//
// `payload` is the raw request body, as received; null with length 0 is an empty one. `header` is
// the value of HOOKSEAL_HEADER_NAME, not necessarily NUL-terminated; null is an absent one. `out`
// may be null; on HOOKSEAL_TIMESTAMP_TOO_OLD and HOOKSEAL_TIMESTAMP_IN_FUTURE, its timestamp is
// set as well, and on any other failure it is left as it was.
//
// Any status but HOOKSEAL_INVALID_PAYLOAD and those of hookseal_verifier_new.
enum hookseal_status hookseal_verify(const struct hookseal_verifier *verifier,
                                     const uint8_t *payload,
                                     size_t payload_len,
                                     const char *header,
                                     size_t header_len,
                                     struct hookseal_verified *out);

// As hookseal_verify, with `now_ms` (milliseconds since the Unix epoch) for now.
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
