/* What a C user relies on, beyond the shared vectors: ownership, null pointers, misuse, threads. */

#include <hookseal.h>

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "delivery.h"

static hookseal_status verify(const hookseal_verifier *verifier, const char *payload,
                              const char *header, int64_t now, hookseal_verified *out) {
    return hookseal_verify_at(verifier, bytes(payload), payload ? strlen(payload) : 0, header,
                              header ? strlen(header) : 0, now, out);
}

static void test_verdicts(void) {
    hookseal_verifier *verifier = new_verifier();
    hookseal_verified out = {-1, 99};
    char header[HOOKSEAL_HEADER_SIZE];
    sign(PAYLOAD, strlen(PAYLOAD), NOW, header);

    CHECK(verify(verifier, PAYLOAD, header, NOW, &out) == HOOKSEAL_OK);
    CHECK(out.timestamp == NOW && out.secret_index == 0);
    CHECK(verify(verifier, PAYLOAD, header, NOW, NULL) == HOOKSEAL_OK);

    out.timestamp = -1;
    CHECK(verify(verifier, "{}", header, NOW, &out) == HOOKSEAL_SIGNATURE_MISMATCH);
    CHECK(out.timestamp == -1);
    CHECK(verify(verifier, PAYLOAD, header, NOW + 180001, &out) == HOOKSEAL_TIMESTAMP_TOO_OLD);
    CHECK(out.timestamp == NOW && says("180001 ms"));
    out.timestamp = -1;
    CHECK(verify(verifier, PAYLOAD, header, NOW - 180001, &out) == HOOKSEAL_TIMESTAMP_IN_FUTURE);
    CHECK(out.timestamp == NOW);
    CHECK(verify(verifier, PAYLOAD, NULL, NOW, &out) == HOOKSEAL_MISSING_HEADER);
    CHECK(verify(verifier, PAYLOAD, "", NOW, &out) == HOOKSEAL_MISSING_HEADER);
    CHECK(verify(verifier, PAYLOAD, "t=1", NOW, &out) == HOOKSEAL_NO_SIGNATURE);
    CHECK(verify(verifier, PAYLOAD, "t=abc", NOW, &out) == HOOKSEAL_MALFORMED_HEADER);
    CHECK(says("t is not 1 to 15 digits"));
    CHECK(verify(verifier, PAYLOAD, "t=1, v1=\xc3\xa9", NOW, &out) == HOOKSEAL_MALFORMED_HEADER);

    /* By the system clock, which is long after NOW. */
    CHECK(hookseal_verify(verifier, bytes(PAYLOAD), strlen(PAYLOAD), header, strlen(header),
                          NULL) == HOOKSEAL_TIMESTAMP_TOO_OLD);

    sign(PAYLOAD, strlen(PAYLOAD), NOW / 1000, header);
    CHECK(verify(verifier, PAYLOAD, header, NOW, NULL) == HOOKSEAL_TIMESTAMP_TOO_OLD);
    CHECK(says("looks like seconds"));

    sign("", 0, NOW, header);
    CHECK(verify(verifier, NULL, header, NOW, NULL) == HOOKSEAL_OK);
    sign("\xef\xbb\xbf\0\xff", 5, NOW, header);
    CHECK(hookseal_verify_at(verifier, bytes("\xef\xbb\xbf\0\xff"), 5, header, strlen(header), NOW,
                             NULL) == HOOKSEAL_OK);
    hookseal_verifier_free(verifier);
}

static void test_configuration(void) {
    const hookseal_bytes good = {bytes(SECRET), strlen(SECRET)};
    const hookseal_bytes pair[2] = {{bytes("whsec_new"), 9}, {bytes(SECRET), strlen(SECRET)}};
    const hookseal_bytes stray[2] = {{bytes("ok"), 2}, {bytes("whsec_hidden\n"), 13}};
    const hookseal_bytes empty = {NULL, 0};
    hookseal_bytes crowd[17];
    hookseal_verified out;
    hookseal_verifier *verifier;
    char header[HOOKSEAL_HEADER_SIZE];
    size_t i;

    for (i = 0; i < 17; i++) {
        crowd[i] = good;
    }
    CHECK(hookseal_verifier_new(crowd, 16, 0, &verifier) == HOOKSEAL_OK);
    hookseal_verifier_free(verifier);
    CHECK(hookseal_verifier_new(crowd, 17, 180, &verifier) == HOOKSEAL_INVALID_SECRET);
    CHECK(verifier == NULL);
    CHECK(hookseal_verifier_new(NULL, 0, 180, &verifier) == HOOKSEAL_INVALID_SECRET);
    CHECK(hookseal_verifier_new(&empty, 1, 180, &verifier) == HOOKSEAL_INVALID_SECRET);
    CHECK(hookseal_verifier_new(stray, 2, 180, &verifier) == HOOKSEAL_INVALID_SECRET);
    CHECK(says("secrets[1] ends with white space") && !says("hidden"));
    CHECK(hookseal_verifier_new(&good, 1, -2, &verifier) == HOOKSEAL_INVALID_TOLERANCE);
    CHECK(hookseal_verifier_new(&good, 1, 86401, &verifier) == HOOKSEAL_INVALID_TOLERANCE);
    CHECK(hookseal_verifier_new(&good, 1, 180000, &verifier) == HOOKSEAL_INVALID_TOLERANCE);
    CHECK(says("not milliseconds"));

    CHECK(hookseal_verifier_new(pair, 2, HOOKSEAL_TOLERANCE_NONE, &verifier) == HOOKSEAL_OK);
    sign(PAYLOAD, strlen(PAYLOAD), 0, header);
    CHECK(verify(verifier, PAYLOAD, header, INT64_MAX, &out) == HOOKSEAL_OK);
    CHECK(out.secret_index == 1);
    hookseal_verifier_free(verifier);
}

static void test_misuse(void) {
    const hookseal_bytes good = {bytes(SECRET), strlen(SECRET)};
    hookseal_verifier *verifier;
    hookseal_verification *verification = NULL;
    char header[HOOKSEAL_HEADER_SIZE];

    CHECK(hookseal_verifier_new(&good, 1, 180, NULL) == HOOKSEAL_INVALID_ARGUMENT);
    CHECK(hookseal_verifier_new(NULL, 1, 180, &verifier) == HOOKSEAL_INVALID_ARGUMENT);
    CHECK(verifier == NULL);
    verifier = new_verifier();
    CHECK(verify(NULL, PAYLOAD, "t=1", NOW, NULL) == HOOKSEAL_INVALID_ARGUMENT);
    CHECK(says("verifier is null"));
    CHECK(hookseal_verify(verifier, NULL, 1, "t=1", 3, NULL) == HOOKSEAL_INVALID_ARGUMENT);
    CHECK(hookseal_verify(verifier, bytes(PAYLOAD), SIZE_MAX, "t=1", 3, NULL) ==
          HOOKSEAL_INVALID_ARGUMENT);
    CHECK(hookseal_verification_begin(NULL, "t=1", 3, &verification) == HOOKSEAL_INVALID_ARGUMENT);
    CHECK(hookseal_verification_begin(verifier, "t=1", 3, NULL) == HOOKSEAL_INVALID_ARGUMENT);
    CHECK(hookseal_verification_update(NULL, bytes("x"), 1) == HOOKSEAL_INVALID_ARGUMENT);
    CHECK(hookseal_verification_finish(NULL, NULL) == HOOKSEAL_INVALID_ARGUMENT);
    CHECK(hookseal_sign(bytes("s"), 1, NULL, 0, 0, header, 10) == HOOKSEAL_INVALID_ARGUMENT);
    CHECK(hookseal_sign(bytes("s"), 1, NULL, 0, 0, NULL, 87) == HOOKSEAL_INVALID_ARGUMENT);
    CHECK(hookseal_sign(bytes("s"), 1, NULL, 0, -1, header, 87) == HOOKSEAL_INVALID_ARGUMENT);
    CHECK(hookseal_sign(bytes("s\n"), 2, NULL, 0, 0, header, 87) == HOOKSEAL_INVALID_SECRET);
    CHECK(hookseal_sign(bytes("s"), 1, NULL, 0, INT64_C(999999999999999), header, 87) ==
          HOOKSEAL_OK);
    CHECK(strlen(header) == HOOKSEAL_HEADER_SIZE - 1);
    hookseal_verifier_free(verifier);
    hookseal_verifier_free(NULL);
    hookseal_verification_free(NULL);
}

static void test_streaming(void) {
    const size_t len = strlen(PAYLOAD);
    hookseal_verifier *verifier = new_verifier();
    hookseal_verification *verification = NULL;
    hookseal_verified out;
    char header[HOOKSEAL_HEADER_SIZE];
    size_t cut;

    sign(PAYLOAD, len, NOW, header);
    for (cut = 0; cut <= len; cut++) {
        CHECK(hookseal_verification_begin(verifier, header, strlen(header), &verification) ==
              HOOKSEAL_OK);
        hookseal_verification_update(verification, bytes(PAYLOAD), cut);
        hookseal_verification_update(verification, bytes(PAYLOAD) + cut, len - cut);
        CHECK(hookseal_verification_finish_at(verification, NOW, &out) == HOOKSEAL_OK);
        hookseal_verification_free(verification);
    }
    CHECK(hookseal_verification_begin(verifier, "t=1", 3, &verification) == HOOKSEAL_NO_SIGNATURE);
    CHECK(verification == NULL);

    /* It outlives its verifier, and accepts no call after it is finished. */
    CHECK(hookseal_verification_begin(verifier, header, strlen(header), &verification) ==
          HOOKSEAL_OK);
    hookseal_verifier_free(verifier);
    CHECK(hookseal_verification_update(verification, bytes(PAYLOAD), len) == HOOKSEAL_OK);
    CHECK(hookseal_verification_finish(verification, NULL) == HOOKSEAL_TIMESTAMP_TOO_OLD);
    CHECK(hookseal_verification_update(verification, NULL, 0) == HOOKSEAL_INVALID_ARGUMENT);
    CHECK(hookseal_verification_finish(verification, NULL) == HOOKSEAL_INVALID_ARGUMENT);
    hookseal_verification_free(verification);
}

static hookseal_status admit(const char *encoding, const char *length, uint64_t *out) {
    return hookseal_admit(encoding, encoding ? strlen(encoding) : 0, length,
                          length ? strlen(length) : 0, 100, out);
}

static void test_admission(void) {
    char digits[4400];
    uint64_t length = 7;
    CHECK(admit(NULL, "100", &length) == HOOKSEAL_OK && length == 100);
    CHECK(admit("Identity", NULL, &length) == HOOKSEAL_OK && length == 0);
    CHECK(admit("", "", NULL) == HOOKSEAL_OK);
    length = 7;
    CHECK(admit("gzip", "1", &length) == HOOKSEAL_UNSUPPORTED_ENCODING && length == 7);
    CHECK(says("Content-Encoding"));
    CHECK(admit(NULL, "101", &length) == HOOKSEAL_PAYLOAD_TOO_LARGE && length == 7);
    memset(digits, '9', sizeof digits);
    CHECK(hookseal_admit(NULL, 0, digits, sizeof digits, UINT64_MAX - 1, NULL) ==
          HOOKSEAL_PAYLOAD_TOO_LARGE);
    CHECK(hookseal_admit("gzip", SIZE_MAX, NULL, 0, 1, NULL) == HOOKSEAL_INVALID_ARGUMENT);
    CHECK(hookseal_admit(NULL, 0, "1", SIZE_MAX, 1, NULL) == HOOKSEAL_INVALID_ARGUMENT);
}

static void test_http_statuses(void) {
    static const int statuses[] = {200, 400, 400, 400, 400, 400, 400, 400,
                                   500, 500, 500, 500, 405, 415, 413, 400};
    size_t i;
    for (i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        CHECK(hookseal_status_http((hookseal_status)i) == statuses[i]);
    }
    CHECK(hookseal_status_http((hookseal_status)77) == 500);
}

static hookseal_bytes text(const char *text) {
    const hookseal_bytes bytes_of = {bytes(text), strlen(text)};
    return bytes_of;
}

static void test_headers(void) {
    char value[HOOKSEAL_HEADER_VALUE_SIZE], longest[5000];
    size_t len;
    hookseal_header headers[3];
    headers[0].name = text("host"), headers[0].value = text("example.com");
    headers[1].name = text("workos-SIGNATURE"), headers[1].value = text("t=1");
    headers[2].name = text("WorkOS-Signature"), headers[2].value = text("v1=00");
    CHECK(hookseal_find_header(headers, 1, value, &len) == HOOKSEAL_MISSING_HEADER && len == 0);
    CHECK(hookseal_find_header(headers, 2, value, &len) == HOOKSEAL_OK);
    CHECK(len == 3 && memcmp(value, "t=1", 3) == 0);
    CHECK(hookseal_find_header(headers, 3, value, &len) == HOOKSEAL_OK);
    CHECK(len == 10 && memcmp(value, "t=1, v1=00", 10) == 0);
    /* A value that is too long stays too long, so it is refused. */
    memset(longest, ' ', sizeof longest);
    headers[1].value.data = bytes(longest), headers[1].value.len = sizeof longest;
    CHECK(hookseal_find_header(headers, 3, value, &len) == HOOKSEAL_OK);
    CHECK(len == HOOKSEAL_HEADER_VALUE_SIZE);
}

static void test_texts(void) {
    CHECK(strcmp(hookseal_status_code(HOOKSEAL_OK), "ok") == 0);
    CHECK(strcmp(hookseal_status_code(HOOKSEAL_SIGNATURE_MISMATCH), "signature_mismatch") == 0);
    CHECK(strcmp(hookseal_status_code(HOOKSEAL_INVALID_PAYLOAD), "invalid_payload") == 0);
    CHECK(strcmp(hookseal_status_code(HOOKSEAL_INVALID_ARGUMENT), "invalid_argument") == 0);
    CHECK(strcmp(hookseal_status_code(HOOKSEAL_INTERNAL_ERROR), "internal_error") == 0);
    CHECK(strcmp(hookseal_status_code(HOOKSEAL_METHOD_NOT_ALLOWED), "method_not_allowed") == 0);
    CHECK(strcmp(hookseal_status_code(HOOKSEAL_UNSUPPORTED_ENCODING), "unsupported_encoding") == 0);
    CHECK(strcmp(hookseal_status_code(HOOKSEAL_PAYLOAD_TOO_LARGE), "payload_too_large") == 0);
    CHECK(strcmp(hookseal_status_code(HOOKSEAL_CLIENT_DISCONNECTED), "client_disconnected") == 0);
    CHECK(strcmp(hookseal_status_code(HOOKSEAL_REQUEST_TIMEOUT), "request_timeout") == 0);
    CHECK(hookseal_status_http(HOOKSEAL_REQUEST_TIMEOUT) == 408);
    CHECK(strstr(hookseal_status_message(HOOKSEAL_METHOD_NOT_ALLOWED), "POST"));
    CHECK(strcmp(hookseal_status_code((hookseal_status)77), "unknown") == 0);
    CHECK(strstr(hookseal_status_message(HOOKSEAL_SIGNATURE_MISMATCH), "raw request body"));
    CHECK(hookseal_status_message((hookseal_status)77) != NULL);
    CHECK(strcmp(hookseal_version(), HOOKSEAL_VERSION) == 0);
}

static void *hammer(void *shared) {
    char header[HOOKSEAL_HEADER_SIZE];
    intptr_t wrong = 0;
    int i;
    hookseal_sign(bytes(SECRET), strlen(SECRET), bytes("{}"), 2, NOW, header, sizeof header);
    for (i = 0; i < 1000; i++) {
        wrong += verify(shared, "{}", header, NOW, NULL) != HOOKSEAL_OK;
        wrong += verify(shared, "[]", header, NOW, NULL) != HOOKSEAL_SIGNATURE_MISMATCH;
        wrong += !says("no signature matches");
    }
    return (void *)wrong;
}

static void test_threads(void) {
    hookseal_verifier *verifier = new_verifier();
    pthread_t threads[4];
    void *wrong;
    size_t i;
    for (i = 0; i < 4; i++) {
        pthread_create(&threads[i], NULL, hammer, verifier);
    }
    for (i = 0; i < 4; i++) {
        pthread_join(threads[i], &wrong);
        CHECK(wrong == NULL);
    }
    hookseal_verifier_free(verifier);
}

int main(void) {
    CHECK(strcmp(hookseal_last_error_message(), "") == 0);
    CHECK(hookseal_last_error_timestamp() == -1);
    test_verdicts();
    test_configuration();
    test_misuse();
    test_streaming();
    test_admission();
    test_http_statuses();
    test_headers();
    test_texts();
    test_threads();
    return report();
}
