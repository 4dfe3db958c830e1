/* Every wrong call that the library can detect returns a status. This calls each function with every
 * combination of null pointers, of lengths that are zero or too large, and in every wrong order. */

#include <hookseal.h>

#include <limits.h>
#include <stdint.h>
#include <string.h>

#include "check.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define NOW INT64_C(1735000000000)
#define TOO_LARGE ((size_t)PTRDIFF_MAX + 1)

static const char SECRET[] = "whsec_misuse";
static const char PAYLOAD[] = "{\"id\":\"event_01\"}";

/* Bytes as a careless caller may pass them. */
typedef struct argument {
    const char *data;
    size_t len;
} argument;

static char genuine[HOOKSEAL_HEADER_SIZE];
static hookseal_verifier *verifier;
static size_t calls;

static const uint8_t *bytes(const char *text) { return (const uint8_t *)text; }

/* Checks the status of one call. If it is wrong, prints which call it was. */
static void expect(hookseal_status status, hookseal_status wanted, const char *what, size_t at) {
    CHECK(status == wanted);
    if (status != wanted) {
        printf("    %s, call %zu: %s and not %s\n", what, at, hookseal_status_code(status),
               hookseal_status_code(wanted));
    }
    calls++;
}

/* Whether no object can have this address and length. */
static int is_impossible(argument bytes) {
    return bytes.len > 0 && (bytes.data == NULL || bytes.len > PTRDIFF_MAX);
}

static const argument PAYLOADS[] = {
    {NULL, 0}, {PAYLOAD, sizeof PAYLOAD - 1}, {PAYLOAD, 0},        {NULL, 1},
    {NULL, 9}, {PAYLOAD, TOO_LARGE},          {PAYLOAD, SIZE_MAX}, {NULL, SIZE_MAX},
};

static const argument HEADERS[] = {
    {NULL, 0},
    {NULL, 1},
    {NULL, SIZE_MAX}, /* null is an absent header, whatever its length */
    {"", 0},
    {genuine, 0},
    {genuine, HOOKSEAL_HEADER_SIZE - 3},
    {genuine, 4097}, /* refused for its length, so it is not read to its end */
    {genuine, PTRDIFF_MAX},
    {genuine, TOO_LARGE},
    {genuine, SIZE_MAX},
};

static hookseal_status header_status(argument header) {
    if (header.data == NULL || header.len == 0) {
        return HOOKSEAL_MISSING_HEADER;
    }
    if (is_impossible(header)) {
        return HOOKSEAL_INVALID_ARGUMENT;
    }
    return header.len > 4096 ? HOOKSEAL_MALFORMED_HEADER : HOOKSEAL_OK;
}

static hookseal_status verify_status(const hookseal_verifier *by, argument payload,
                                     argument header) {
    hookseal_status status = header_status(header);
    if (by == NULL || is_impossible(payload)) {
        return HOOKSEAL_INVALID_ARGUMENT;
    }
    if (status == HOOKSEAL_OK && payload.len != sizeof PAYLOAD - 1) {
        status = HOOKSEAL_SIGNATURE_MISMATCH;
    }
    return status;
}

static void test_verify(void) {
    hookseal_verifier *const verifiers[] = {NULL, verifier};
    hookseal_verified verified;
    hookseal_verified *const outs[] = {NULL, &verified};
    size_t v, p, h, o, at = 0;
    for (v = 0; v < COUNT(verifiers); v++) {
        for (p = 0; p < COUNT(PAYLOADS); p++) {
            for (h = 0; h < COUNT(HEADERS); h++) {
                for (o = 0; o < COUNT(outs); o++) {
                    const argument payload = PAYLOADS[p], header = HEADERS[h];
                    const hookseal_status wanted = verify_status(verifiers[v], payload, header);
                    expect(hookseal_verify_at(verifiers[v], bytes(payload.data), payload.len,
                                              header.data, header.len, NOW, outs[o]),
                           wanted, "hookseal_verify_at", at);
                    /* By the system clock, which is long after NOW. */
                    expect(hookseal_verify(verifiers[v], bytes(payload.data), payload.len,
                                           header.data, header.len, outs[o]),
                           wanted ? wanted : HOOKSEAL_TIMESTAMP_TOO_OLD, "hookseal_verify", at++);
                }
            }
        }
    }
}

static void test_begin(void) {
    hookseal_verifier *const verifiers[] = {NULL, verifier};
    hookseal_verification *out;
    size_t v, h, at = 0;
    for (v = 0; v < COUNT(verifiers); v++) {
        for (h = 0; h < COUNT(HEADERS); h++) {
            const argument header = HEADERS[h];
            const hookseal_status wanted =
                verifiers[v] ? header_status(header) : HOOKSEAL_INVALID_ARGUMENT;
            out = (hookseal_verification *)genuine; /* must be overwritten without being read */
            expect(hookseal_verification_begin(verifiers[v], header.data, header.len, &out), wanted,
                   "hookseal_verification_begin", at);
            CHECK((out != NULL) == (wanted == HOOKSEAL_OK));
            hookseal_verification_free(out);
            expect(hookseal_verification_begin(verifiers[v], header.data, header.len, NULL),
                   HOOKSEAL_INVALID_ARGUMENT, "hookseal_verification_begin, out null", at++);
        }
    }
}

static hookseal_verification *begin(void) {
    hookseal_verification *verification = NULL;
    CHECK(hookseal_verification_begin(verifier, genuine, strlen(genuine), &verification) ==
          HOOKSEAL_OK);
    return verification;
}

static void test_update(void) {
    hookseal_verification *verification = begin();
    hookseal_verified verified;
    size_t p;
    for (p = 0; p < COUNT(PAYLOADS); p++) {
        const argument chunk = PAYLOADS[p];
        expect(hookseal_verification_update(NULL, bytes(chunk.data), chunk.len),
               HOOKSEAL_INVALID_ARGUMENT, "hookseal_verification_update of null", p);
        expect(hookseal_verification_update(verification, bytes(chunk.data), chunk.len),
               is_impossible(chunk) ? HOOKSEAL_INVALID_ARGUMENT : HOOKSEAL_OK,
               "hookseal_verification_update", p);
    }
    /* Refused chunks did not count: the only good chunk is the payload. */
    expect(hookseal_verification_finish_at(verification, NOW, &verified), HOOKSEAL_OK,
           "finish after refused chunks", 0);
    CHECK(verified.timestamp == NOW);
    hookseal_verification_free(verification);
    hookseal_verification_free(NULL);
}

/* Each letter is a call: u, f and a are update, finish and finish_at. After the first f or a, every
 * call is misuse. At the end the verification is freed. */
static void test_order(void) {
    static const char *const orders[] = {
        "",    "u",   "f",   "a",   "uf",  "ua",  "ff",   "fa",   "af",    "aa",     "fu",   "au",
        "uff", "ufa", "uaf", "uaa", "ufu", "uau", "ufuf", "uaua", "ufuau", "uafuuu", "aaaaa"};
    size_t i;
    for (i = 0; i < COUNT(orders); i++) {
        hookseal_verification *verification = begin();
        hookseal_status wanted = HOOKSEAL_OK;
        int complete = 0, finished = 0;
        const char *step;
        for (step = orders[i]; *step; step++) {
            hookseal_status status;
            if (*step == 'u') {
                wanted = finished ? HOOKSEAL_INVALID_ARGUMENT : HOOKSEAL_OK;
                status =
                    hookseal_verification_update(verification, bytes(PAYLOAD), sizeof PAYLOAD - 1);
                complete = 1;
            } else {
                wanted = finished       ? HOOKSEAL_INVALID_ARGUMENT
                         : !complete    ? HOOKSEAL_SIGNATURE_MISMATCH
                         : *step == 'f' ? HOOKSEAL_TIMESTAMP_TOO_OLD
                                        : HOOKSEAL_OK;
                status = *step == 'f' ? hookseal_verification_finish(verification, NULL)
                                      : hookseal_verification_finish_at(verification, NOW, NULL);
                finished = 1;
            }
            expect(status, wanted, orders[i], (size_t)(step - orders[i]));
        }
        hookseal_verification_free(verification);
    }
    expect(hookseal_verification_finish(NULL, NULL), HOOKSEAL_INVALID_ARGUMENT, "finish", 0);
    expect(hookseal_verification_finish_at(NULL, 0, NULL), HOOKSEAL_INVALID_ARGUMENT, "finish", 1);
}

static void test_events(void) {
    hookseal_verifier *const verifiers[] = {NULL, verifier};
    hookseal_event *out;
    size_t v, p, h, at = 0;
    for (v = 0; v < COUNT(verifiers); v++) {
        for (p = 0; p < COUNT(PAYLOADS); p++) {
            for (h = 0; h < COUNT(HEADERS); h++) {
                const argument payload = PAYLOADS[p], header = HEADERS[h];
                hookseal_status wanted = verify_status(verifiers[v], payload, header);
                /* PAYLOAD is genuine, but not an event. */
                if (wanted == HOOKSEAL_OK) wanted = HOOKSEAL_INVALID_PAYLOAD;
                out = (hookseal_event *)genuine;
                expect(hookseal_construct_event_at(verifiers[v], bytes(payload.data), payload.len,
                                                   header.data, header.len, NOW, &out),
                       wanted, "hookseal_construct_event_at", at);
                CHECK(out == NULL);
                out = (hookseal_event *)genuine;
                expect(hookseal_construct_event(verifiers[v], bytes(payload.data), payload.len,
                                                header.data, header.len, &out),
                       wanted == HOOKSEAL_INVALID_PAYLOAD ? HOOKSEAL_TIMESTAMP_TOO_OLD : wanted,
                       "hookseal_construct_event", at);
                CHECK(out == NULL);
                expect(hookseal_construct_event(verifiers[v], bytes(payload.data), payload.len,
                                                header.data, header.len, NULL),
                       HOOKSEAL_INVALID_ARGUMENT, "hookseal_construct_event, out null", at);
                expect(hookseal_construct_event_at(verifiers[v], bytes(payload.data), payload.len,
                                                   header.data, header.len, NOW, NULL),
                       HOOKSEAL_INVALID_ARGUMENT, "hookseal_construct_event_at, out null", at++);
            }
        }
    }
    for (p = 0; p < COUNT(PAYLOADS); p++) {
        const argument payload = PAYLOADS[p];
        out = (hookseal_event *)genuine;
        expect(hookseal_event_read(bytes(payload.data), payload.len, &out),
               is_impossible(payload) ? HOOKSEAL_INVALID_ARGUMENT : HOOKSEAL_INVALID_PAYLOAD,
               "hookseal_event_read", p);
        CHECK(out == NULL);
        expect(hookseal_event_read(bytes(payload.data), payload.len, NULL),
               HOOKSEAL_INVALID_ARGUMENT, "hookseal_event_read, out null", p);
    }
    CHECK(hookseal_event_id(NULL).data == NULL && hookseal_event_type(NULL).data == NULL);
    CHECK(hookseal_event_payload(NULL).data == NULL && hookseal_event_member(NULL, NULL).len == 0);
    hookseal_event_free(NULL);
}

static void test_actions(void) {
    static const char body[] = "{\"id\":\"1\",\"object\":\"authentication_action_context\"}";
    static const unsigned verdicts[] = {HOOKSEAL_DENY, HOOKSEAL_ALLOW, 2, 99, UINT_MAX};
    static const argument messages[] = {{NULL, 0}, {NULL, SIZE_MAX},  {"", 0},         {"\xff", 1},
                                        {"no", 2}, {"no", TOO_LARGE}, {"no", SIZE_MAX}};
    static const size_t sizes[] = {0, 1, HOOKSEAL_ACTION_RESPONSE_SIZE, SIZE_MAX};
    const hookseal_bytes secret = {bytes(SECRET), sizeof SECRET - 1};
    hookseal_action_verifier *by = NULL;
    hookseal_action *asked = NULL, *out;
    char header[HOOKSEAL_HEADER_SIZE], written[HOOKSEAL_ACTION_RESPONSE_SIZE];
    size_t b, a, v, m, o, z, p, h, at = 0;

    out = (hookseal_action *)genuine;
    by = (hookseal_action_verifier *)genuine;
    expect(hookseal_action_verifier_new(NULL, 1, 30, &by), HOOKSEAL_INVALID_ARGUMENT, "new", 0);
    CHECK(by == NULL);
    expect(hookseal_action_verifier_new(&secret, 17, 30, &by), HOOKSEAL_INVALID_SECRET, "new", 1);
    expect(hookseal_action_verifier_new(&secret, 1, -2, &by), HOOKSEAL_INVALID_TOLERANCE, "new", 2);
    expect(hookseal_action_verifier_new(&secret, 1, 30, NULL), HOOKSEAL_INVALID_ARGUMENT, "new", 3);
    expect(hookseal_action_verifier_new(&secret, 1, 30, &by), HOOKSEAL_OK, "new", 4);

    for (p = 0; p < COUNT(PAYLOADS); p++) {
        for (h = 0; h < COUNT(HEADERS); h++) {
            const argument payload = PAYLOADS[p], value = HEADERS[h];
            hookseal_status wanted = verify_status(verifier, payload, value);
            /* PAYLOAD is genuine, but not an action. */
            if (wanted == HOOKSEAL_OK) wanted = HOOKSEAL_INVALID_PAYLOAD;
            out = (hookseal_action *)genuine;
            expect(hookseal_construct_action_at(by, bytes(payload.data), payload.len, value.data,
                                                value.len, NOW, &out),
                   wanted, "hookseal_construct_action_at", at);
            CHECK(out == NULL);
            out = (hookseal_action *)genuine;
            expect(hookseal_construct_action(by, bytes(payload.data), payload.len, value.data,
                                             value.len, &out),
                   wanted == HOOKSEAL_INVALID_PAYLOAD ? HOOKSEAL_TIMESTAMP_TOO_OLD : wanted,
                   "hookseal_construct_action", at);
            CHECK(out == NULL);
            expect(hookseal_construct_action_at(NULL, bytes(payload.data), payload.len, value.data,
                                                value.len, NOW, &out),
                   HOOKSEAL_INVALID_ARGUMENT, "hookseal_construct_action_at of null", at);
            expect(hookseal_construct_action(by, bytes(payload.data), payload.len, value.data,
                                             value.len, NULL),
                   HOOKSEAL_INVALID_ARGUMENT, "hookseal_construct_action, out null", at++);
        }
    }

    CHECK(hookseal_sign(secret.data, secret.len, bytes(body), sizeof body - 1, NOW, header,
                        sizeof header) == HOOKSEAL_OK);
    expect(hookseal_construct_action_at(by, bytes(body), sizeof body - 1, header, strlen(header),
                                        NOW, &asked),
           HOOKSEAL_OK, "hookseal_construct_action_at", at);
    for (b = 0; b < 2; b++) {
        for (a = 0; a < 2; a++) {
            for (v = 0; v < COUNT(verdicts); v++) {
                for (m = 0; m < COUNT(messages); m++) {
                    for (o = 0; o < 2; o++) {
                        for (z = 0; z < COUNT(sizes); z++) {
                            const argument said = messages[m];
                            char *const to = o ? written : NULL;
                            const int is_good = said.data == NULL
                                                    ? v < 2
                                                    : v == 0 && (said.len == 0 || said.len == 2);
                            const hookseal_status wanted = b && a && o && z > 1 && is_good
                                                               ? HOOKSEAL_OK
                                                               : HOOKSEAL_INVALID_ARGUMENT;
                            memset(written, '#', sizeof written);
                            expect(hookseal_sign_action_response_at(b ? by : NULL, a ? asked : NULL,
                                                                    verdicts[v], said.data,
                                                                    said.len, NOW, to, sizes[z]),
                                   wanted, "hookseal_sign_action_response_at", at);
                            CHECK(wanted == HOOKSEAL_OK || written[0] == '#');
                            expect(hookseal_sign_action_response(b ? by : NULL, a ? asked : NULL,
                                                                 verdicts[v], said.data, said.len,
                                                                 to, sizes[z]),
                                   wanted, "hookseal_sign_action_response", at++);
                        }
                    }
                }
            }
        }
    }
    expect(hookseal_sign_action_response_at(by, asked, HOOKSEAL_ALLOW, NULL, 0, -1, written,
                                            sizeof written),
           HOOKSEAL_INVALID_ARGUMENT, "an answer before 1970", 0);
    hookseal_action_free(asked);
    hookseal_action_free(NULL);
    hookseal_action_verifier_free(by);
    hookseal_action_verifier_free(NULL);
}

/* Like test_begin, test_update and test_order, but with begin_event, which keeps the payload. */
static void test_event_verifications(void) {
    static const size_t limits[] = {0, 1, sizeof PAYLOAD - 1, TOO_LARGE, SIZE_MAX};
    hookseal_verifier *const verifiers[] = {NULL, verifier};
    hookseal_verification *verification;
    hookseal_event *out;
    size_t v, h, l, at = 0;
    for (v = 0; v < COUNT(verifiers); v++) {
        for (h = 0; h < COUNT(HEADERS); h++) {
            for (l = 0; l < COUNT(limits); l++) {
                const argument header = HEADERS[h];
                const int fits = limits[l] >= sizeof PAYLOAD - 1;
                const hookseal_status wanted =
                    verifiers[v] ? header_status(header) : HOOKSEAL_INVALID_ARGUMENT;
                verification = (hookseal_verification *)genuine;
                expect(hookseal_verification_begin_event(verifiers[v], header.data, header.len,
                                                         limits[l], &verification),
                       wanted, "hookseal_verification_begin_event", at);
                CHECK((verification != NULL) == (wanted == HOOKSEAL_OK));
                expect(hookseal_verification_begin_event(verifiers[v], header.data, header.len,
                                                         limits[l], NULL),
                       HOOKSEAL_INVALID_ARGUMENT, "hookseal_verification_begin_event, out null",
                       at++);
                if (verification == NULL) continue;
                expect(hookseal_verification_update(verification, NULL, 1),
                       HOOKSEAL_INVALID_ARGUMENT, "update of a null chunk", at);
                expect(
                    hookseal_verification_update(verification, bytes(PAYLOAD), sizeof PAYLOAD - 1),
                    fits ? HOOKSEAL_OK : HOOKSEAL_PAYLOAD_TOO_LARGE, "update", at);
                expect(hookseal_verification_finish_event_at(verification, NOW, NULL),
                       HOOKSEAL_INVALID_ARGUMENT, "finish_event, out null", at);
                expect(hookseal_verification_finish_event_at(verification, NOW, &out),
                       fits ? HOOKSEAL_INVALID_PAYLOAD : HOOKSEAL_PAYLOAD_TOO_LARGE, "finish_event",
                       at);
                expect(hookseal_verification_finish_event(verification, &out),
                       fits ? HOOKSEAL_INVALID_ARGUMENT : HOOKSEAL_PAYLOAD_TOO_LARGE,
                       "finish_event, again", at);
                expect(hookseal_verification_finish_at(verification, NOW, NULL),
                       fits ? HOOKSEAL_INVALID_ARGUMENT : HOOKSEAL_PAYLOAD_TOO_LARGE,
                       "finish, afterwards", at);
                CHECK(out == NULL);
                hookseal_verification_free(verification);
            }
        }
    }
    expect(hookseal_verification_finish_event(NULL, &out), HOOKSEAL_INVALID_ARGUMENT, "null", 0);
    expect(hookseal_verification_finish_event_at(NULL, 0, &out), HOOKSEAL_INVALID_ARGUMENT, "null",
           1);
}

static void test_find_header(void) {
    const hookseal_bytes name = {(const uint8_t *)HOOKSEAL_HEADER_NAME, 16};
    const hookseal_header absent_value[] = {{name, {NULL, 1}}}, absent_name[] = {{{NULL, 3}, name}};
    const hookseal_header empty[] = {{name, {NULL, 0}}};
    char out[HOOKSEAL_HEADER_VALUE_SIZE];
    size_t len = 7, at = 0;
    expect(hookseal_find_header(NULL, 0, out, &len), HOOKSEAL_MISSING_HEADER, "find_header", at++);
    CHECK(len == 0);
    expect(hookseal_find_header(NULL, 1, out, &len), HOOKSEAL_INVALID_ARGUMENT, "find_header",
           at++);
    expect(hookseal_find_header(empty, SIZE_MAX, out, &len), HOOKSEAL_INVALID_ARGUMENT,
           "find_header", at++);
    expect(hookseal_find_header(absent_value, 1, out, &len), HOOKSEAL_INVALID_ARGUMENT,
           "find_header", at++);
    expect(hookseal_find_header(absent_name, 1, out, &len), HOOKSEAL_INVALID_ARGUMENT,
           "find_header", at++);
    expect(hookseal_find_header(empty, 1, NULL, &len), HOOKSEAL_INVALID_ARGUMENT, "find_header",
           at++);
    expect(hookseal_find_header(empty, 1, out, NULL), HOOKSEAL_INVALID_ARGUMENT, "find_header",
           at++);
    expect(hookseal_find_header(empty, 1, out, &len), HOOKSEAL_OK, "find_header", at++);
    CHECK(len == 0);
}

static void test_admit(void) {
    uint64_t stated;
    uint64_t *const outs[] = {NULL, &stated};
    size_t h, g, o, at = 0;
    for (h = 0; h < COUNT(HEADERS); h++) {
        for (g = 0; g < COUNT(HEADERS); g++) {
            for (o = 0; o < COUNT(outs); o++) {
                const argument encoding = HEADERS[h], length = HEADERS[g];
                hookseal_status wanted = HOOKSEAL_OK;
                if ((encoding.data && is_impossible(encoding)) ||
                    (length.data && is_impossible(length))) {
                    wanted = HOOKSEAL_INVALID_ARGUMENT;
                } else if ((encoding.data && encoding.len > HOOKSEAL_HEADER_SIZE) ||
                           (length.data && length.len > HOOKSEAL_HEADER_SIZE)) {
                    continue; /* the library would read beyond the object */
                } else if (encoding.data && encoding.len > 0) {
                    wanted = HOOKSEAL_UNSUPPORTED_ENCODING;
                }
                expect(hookseal_admit(encoding.data, encoding.len, length.data, length.len, 0,
                                      outs[o]),
                       wanted, "hookseal_admit", at++);
            }
        }
    }
}

static void test_new(void) {
    static const argument secrets[] = {
        {SECRET, sizeof SECRET - 1}, {NULL, 0},          {SECRET, 0}, {NULL, 1},
        {SECRET, TOO_LARGE},         {SECRET, SIZE_MAX},
    };
    static const int64_t tolerances[] = {180, 0, HOOKSEAL_TOLERANCE_NONE, -2, INT64_MIN, INT64_MAX};
    static const size_t crowds[] = {17,        18,      1000, PTRDIFF_MAX / sizeof(hookseal_bytes),
                                    TOO_LARGE, SIZE_MAX};
    hookseal_bytes list[17];
    hookseal_verifier *out;
    size_t s, t, at = 0;
    for (s = 0; s < COUNT(secrets); s++) {
        for (t = 0; t < COUNT(tolerances); t++) {
            const argument secret = secrets[s];
            const hookseal_status wanted = is_impossible(secret) ? HOOKSEAL_INVALID_ARGUMENT
                                           : secret.len == 0     ? HOOKSEAL_INVALID_SECRET
                                           : t > 2               ? HOOKSEAL_INVALID_TOLERANCE
                                                                 : HOOKSEAL_OK;
            list[0].data = bytes(SECRET); /* first a good secret, then this one */
            list[0].len = sizeof SECRET - 1;
            list[1].data = bytes(secret.data);
            list[1].len = secret.len;
            out = verifier;
            expect(hookseal_verifier_new(list, 2, tolerances[t], &out), wanted,
                   "hookseal_verifier_new", at);
            CHECK((out != NULL) == (wanted == HOOKSEAL_OK));
            hookseal_verifier_free(out);
            expect(hookseal_verifier_new(list, 2, tolerances[t], NULL), HOOKSEAL_INVALID_ARGUMENT,
                   "hookseal_verifier_new, out null", at++);
        }
    }
    for (s = 0; s < COUNT(list); s++) {
        list[s] = list[0];
    }
    for (s = 0; s < COUNT(crowds);
         s++) { /* an impossible count is refused before the array is read */
        expect(hookseal_verifier_new(list, crowds[s], 180, &out), HOOKSEAL_INVALID_SECRET,
               "hookseal_verifier_new, too many", s);
        CHECK(out == NULL);
        expect(hookseal_verifier_new(NULL, crowds[s], 180, &out), HOOKSEAL_INVALID_ARGUMENT,
               "hookseal_verifier_new, too many of null", s);
    }
    expect(hookseal_verifier_new(NULL, 0, 180, &out), HOOKSEAL_INVALID_SECRET, "none", 0);
    expect(hookseal_verifier_new(list, 0, 180, &out), HOOKSEAL_INVALID_SECRET, "none", 1);
    hookseal_verifier_free(NULL);
}

static void test_sign(void) {
    static const argument secrets[] = {
        {SECRET, sizeof SECRET - 1}, {NULL, 0}, {SECRET, 0}, {NULL, 1}, {SECRET, TOO_LARGE},
    };
    static const int64_t timestamps[] = {NOW, 0, -1, INT64_MIN, INT64_MAX};
    char written[HOOKSEAL_HEADER_SIZE];
    char *const outs[] = {NULL, written};
    static const size_t sizes[] = {0, 1, 10, HOOKSEAL_HEADER_SIZE, SIZE_MAX};
    size_t s, p, t, o, z, at = 0;
    for (s = 0; s < COUNT(secrets); s++) {
        for (p = 0; p < COUNT(PAYLOADS); p++) {
            for (t = 0; t < COUNT(timestamps); t++) {
                for (o = 0; o < COUNT(outs); o++) {
                    for (z = 0; z < COUNT(sizes); z++) {
                        const argument secret = secrets[s], payload = PAYLOADS[p];
                        hookseal_status wanted = HOOKSEAL_OK;
                        if (is_impossible(secret) || is_impossible(payload)) {
                            wanted = HOOKSEAL_INVALID_ARGUMENT;
                        } else if (secret.len == 0) {
                            wanted = HOOKSEAL_INVALID_SECRET;
                        } else if (t > 1 || outs[o] == NULL || sizes[z] < HOOKSEAL_HEADER_SIZE) {
                            wanted = HOOKSEAL_INVALID_ARGUMENT;
                        }
                        memset(written, '#', sizeof written);
                        expect(hookseal_sign(bytes(secret.data), secret.len, bytes(payload.data),
                                             payload.len, timestamps[t], outs[o], sizes[z]),
                               wanted, "hookseal_sign", at++);
                        CHECK(wanted == HOOKSEAL_OK || written[0] == '#');
                    }
                }
            }
        }
    }
}

static void test_texts(void) {
    static const unsigned numbers[] = {17, 18, 77, 255, INT_MAX, UINT_MAX};
    size_t i;
    for (i = 0; i < COUNT(numbers); i++) {
        CHECK(strcmp(hookseal_status_code((hookseal_status)numbers[i]), "unknown") == 0);
        CHECK(strlen(hookseal_status_message((hookseal_status)numbers[i])) > 0);
    }
    CHECK(hookseal_verify(NULL, NULL, 0, NULL, 0, NULL) == HOOKSEAL_INVALID_ARGUMENT);
    CHECK(strcmp(hookseal_last_error_message(),
                 "verifier is null; make it with hookseal_verifier_new, and check the status") ==
          0);
}

int main(void) {
    const hookseal_bytes secret = {(const uint8_t *)SECRET, sizeof SECRET - 1};
    CHECK(hookseal_verifier_new(&secret, 1, 180, &verifier) == HOOKSEAL_OK);
    CHECK(hookseal_sign(secret.data, secret.len, bytes(PAYLOAD), sizeof PAYLOAD - 1, NOW, genuine,
                        sizeof genuine) == HOOKSEAL_OK);
    test_verify();
    test_begin();
    test_update();
    test_order();
    test_events();
    test_actions();
    test_event_verifications();
    test_admit();
    test_find_header();
    test_new();
    test_sign();
    test_texts();
    CHECK(calls > 1000);
    /* After all this misuse, the library still works. */
    CHECK(hookseal_verify_at(verifier, bytes(PAYLOAD), sizeof PAYLOAD - 1, genuine, strlen(genuine),
                             NOW, NULL) == HOOKSEAL_OK);
    hookseal_verifier_free(verifier);
    return report();
}
