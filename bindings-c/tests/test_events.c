/* What a C user relies on: what an event contains, how long it is valid, and that no event is read
 * from an unverified payload. */

#include <hookseal.h>

#include <pthread.h>
#include <stdint.h>
#include <string.h>

#include "check.h"
#include "delivery.h"

static int is_text(hookseal_bytes bytes, const char *text) {
    return bytes.len == strlen(text) && memcmp(bytes.data, text, bytes.len) == 0;
}

static int is_none(hookseal_bytes bytes) { return bytes.data == NULL && bytes.len == 0; }

static void check_event(hookseal_event *event, const char *payload) {
    /* Programs print and compare these two, so they end with a NUL like C strings. */
    CHECK(strcmp((const char *)hookseal_event_id(event).data, "event_01") == 0);
    CHECK(strcmp((const char *)hookseal_event_type(event).data, "connection.activated") == 0);
    CHECK(is_text(hookseal_event_id(event), "event_01"));
    CHECK(is_text(hookseal_event_type(event), "connection.activated"));
    CHECK(is_text(hookseal_event_payload(event), payload));
    CHECK(is_none(hookseal_event_member(event, "absent")));
    CHECK(is_none(hookseal_event_member(event, "\xff")));
    CHECK(is_none(hookseal_event_member(event, NULL)));
}

static void test_events(void) {
    static const char ENVELOPE[] =
        " {\"id\":\"event_01\",\"data\":{\"a\":1,\"a\":[1e999,\"\\ud800\"]},"
        "\"event\":\"connection.activated\",\"data\":0,\"\":null} ";
    static const char NULS[] = "{\"id\":\"\\u0000\",\"event\":\"\"}";
    hookseal_verifier *verifier = new_verifier();
    hookseal_event *event, *stored;
    char header[HOOKSEAL_HEADER_SIZE], payload[sizeof ENVELOPE];
    size_t len = strlen(ENVELOPE);

    sign(ENVELOPE, len, NOW, header);
    memcpy(payload, ENVELOPE, sizeof ENVELOPE);
    CHECK(hookseal_construct_event_at(verifier, bytes(payload), len, header, strlen(header), NOW,
                                      &event) == HOOKSEAL_OK);
    memset(payload, '#', sizeof payload); /* the event has its own copy */
    check_event(event, ENVELOPE);
    CHECK(is_text(hookseal_event_member(event, "id"), "\"event_01\""));
    CHECK(is_text(hookseal_event_member(event, "data"), "0")); /* the last of two */
    CHECK(is_text(hookseal_event_member(event, ""), "null"));

    CHECK(hookseal_event_read(hookseal_event_payload(event).data, hookseal_event_payload(event).len,
                              &stored) == HOOKSEAL_OK);
    hookseal_event_free(event);
    check_event(stored, ENVELOPE);
    hookseal_event_free(stored);

    CHECK(hookseal_event_read(bytes(NULS), strlen(NULS), &event) == HOOKSEAL_OK);
    CHECK(hookseal_event_id(event).len == 1 && memcmp(hookseal_event_id(event).data, "\0", 2) == 0);
    CHECK(hookseal_event_type(event).len == 0 && hookseal_event_type(event).data != NULL);
    hookseal_event_free(event);

    /* A refused payload is not read, and the event is null. */
    CHECK(hookseal_construct_event(verifier, bytes(ENVELOPE), len, header, strlen(header),
                                   &event) == HOOKSEAL_TIMESTAMP_TOO_OLD);
    CHECK(event == NULL && hookseal_last_error_timestamp() == NOW);
    CHECK(hookseal_construct_event_at(verifier, bytes("{}"), 2, header, strlen(header), NOW,
                                      &event) == HOOKSEAL_SIGNATURE_MISMATCH);
    CHECK(event == NULL && hookseal_last_error_timestamp() == -1);
    CHECK(hookseal_construct_event_at(verifier, bytes("{}"), 2, NULL, 0, NOW, &event) ==
          HOOKSEAL_MISSING_HEADER);
    sign("{}", 2, NOW, header);
    CHECK(hookseal_construct_event_at(verifier, bytes("{}"), 2, header, strlen(header), NOW,
                                      &event) == HOOKSEAL_INVALID_PAYLOAD);
    CHECK(event == NULL && says("string `id`"));

    CHECK(is_none(hookseal_event_id(NULL)) && is_none(hookseal_event_type(NULL)));
    CHECK(is_none(hookseal_event_payload(NULL)) && is_none(hookseal_event_member(NULL, "id")));
    hookseal_verifier_free(verifier);
}

static volatile uint8_t changing[sizeof PAYLOAD];
static volatile int stop;

static void *change(void *unused) {
    const size_t last = sizeof "{\"id\":\"event_01" - 2;
    while (!stop) {
        changing[last] = '9';
        changing[last] = '1';
    }
    return unused;
}

/* What another thread writes meanwhile may change the verdict, but never becomes part of an event. */
static void test_a_payload_that_changes(void) {
    hookseal_verifier *verifier = new_verifier();
    char header[HOOKSEAL_HEADER_SIZE];
    pthread_t thread;
    size_t i, wrong = 0;
    sign(PAYLOAD, strlen(PAYLOAD), NOW, header);
    for (i = 0; i < sizeof changing; i++) {
        changing[i] = (uint8_t)PAYLOAD[i];
    }
    CHECK(pthread_create(&thread, NULL, change, NULL) == 0);
    for (i = 0; i < 20000; i++) {
        hookseal_event *event = NULL;
        const hookseal_status status =
            hookseal_construct_event_at(verifier, (const uint8_t *)changing, strlen(PAYLOAD),
                                        header, strlen(header), NOW, &event);
        if (status == HOOKSEAL_OK) {
            wrong += !is_text(hookseal_event_payload(event), PAYLOAD);
            wrong += !is_text(hookseal_event_id(event), "event_01");
        }
        hookseal_event_free(event);
    }
    stop = 1;
    pthread_join(thread, NULL);
    CHECK(wrong == 0);
    hookseal_verifier_free(verifier);
}

static hookseal_verification *begin_event(const hookseal_verifier *verifier, const char *header,
                                          size_t limit) {
    hookseal_verification *verification = NULL;
    CHECK(hookseal_verification_begin_event(verifier, header, strlen(header), limit,
                                            &verification) == HOOKSEAL_OK);
    return verification;
}

static void test_events_in_chunks(void) {
    static const char FORGED[] = "{\"id\":\"event_02\",\"event\":\"connection.activated\"}";
    const size_t len = strlen(PAYLOAD);
    hookseal_verifier *verifier = new_verifier();
    hookseal_verification *verification;
    hookseal_event *event;
    char header[HOOKSEAL_HEADER_SIZE];
    size_t cut;

    sign(PAYLOAD, len, NOW, header);
    for (cut = 0; cut <= len; cut++) { /* the limit itself is allowed */
        verification = begin_event(verifier, header, len);
        CHECK(hookseal_verification_update(verification, bytes(PAYLOAD), cut) == HOOKSEAL_OK);
        CHECK(hookseal_verification_update(verification, bytes(PAYLOAD) + cut, len - cut) ==
              HOOKSEAL_OK);
        CHECK(hookseal_verification_finish_event_at(verification, NOW, &event) == HOOKSEAL_OK);
        hookseal_verification_free(verification);
        check_event(event, PAYLOAD);
        hookseal_event_free(event);
    }

    /* One byte too many is refused, and so is every later call. */
    verification = begin_event(verifier, header, len - 1);
    CHECK(hookseal_verification_update(verification, bytes(PAYLOAD), len - 1) == HOOKSEAL_OK);
    CHECK(hookseal_verification_update(verification, NULL, 0) == HOOKSEAL_OK);
    CHECK(hookseal_verification_update(verification, bytes("}"), 1) == HOOKSEAL_PAYLOAD_TOO_LARGE);
    CHECK(says("limit"));
    CHECK(hookseal_verification_update(verification, NULL, 0) == HOOKSEAL_PAYLOAD_TOO_LARGE);
    CHECK(hookseal_verification_finish_event_at(verification, NOW, &event) ==
          HOOKSEAL_PAYLOAD_TOO_LARGE);
    CHECK(event == NULL);
    CHECK(hookseal_verification_finish_at(verification, NOW, NULL) == HOOKSEAL_PAYLOAD_TOO_LARGE);
    CHECK(hookseal_verification_finish_event(verification, &event) == HOOKSEAL_PAYLOAD_TOO_LARGE);
    hookseal_verification_free(verification);

    /* Without the payload there is no event, but the verification can still be finished. */
    CHECK(hookseal_verification_begin(verifier, header, strlen(header), &verification) ==
          HOOKSEAL_OK);
    CHECK(hookseal_verification_update(verification, bytes(PAYLOAD), len) == HOOKSEAL_OK);
    CHECK(hookseal_verification_finish_event_at(verification, NOW, &event) ==
          HOOKSEAL_INVALID_ARGUMENT);
    CHECK(event == NULL && says("hookseal_verification_begin_event"));
    CHECK(hookseal_verification_finish_at(verification, NOW, NULL) == HOOKSEAL_OK);
    hookseal_verification_free(verification);

    /* The verdict comes before the event is read, with either clock. */
    verification = begin_event(verifier, header, HOOKSEAL_BODY_LIMIT_DEFAULT);
    CHECK(hookseal_verification_update(verification, bytes(FORGED), strlen(FORGED)) == HOOKSEAL_OK);
    CHECK(hookseal_verification_finish_event_at(verification, NOW, &event) ==
          HOOKSEAL_SIGNATURE_MISMATCH);
    CHECK(event == NULL);
    hookseal_verification_free(verification);
    verification = begin_event(verifier, header, HOOKSEAL_BODY_LIMIT_DEFAULT);
    CHECK(hookseal_verification_update(verification, bytes("no event"), 8) == HOOKSEAL_OK);
    CHECK(hookseal_verification_finish_event(verification, &event) == HOOKSEAL_SIGNATURE_MISMATCH);
    CHECK(hookseal_verification_finish_event(verification, &event) == HOOKSEAL_INVALID_ARGUMENT);
    hookseal_verification_free(verification);
    verification = begin_event(verifier, header, HOOKSEAL_BODY_LIMIT_DEFAULT);
    CHECK(hookseal_verification_update(verification, bytes(PAYLOAD), len) == HOOKSEAL_OK);
    CHECK(hookseal_verification_finish_event(verification, &event) == HOOKSEAL_TIMESTAMP_TOO_OLD);
    CHECK(event == NULL && hookseal_last_error_timestamp() == NOW);
    hookseal_verification_free(verification);
    sign("[]", 2, NOW, header);
    verification = begin_event(verifier, header, 2);
    CHECK(hookseal_verification_update(verification, bytes("[]"), 2) == HOOKSEAL_OK);
    CHECK(hookseal_verification_finish_event_at(verification, NOW, &event) ==
          HOOKSEAL_INVALID_PAYLOAD);
    hookseal_verification_free(verification);
    hookseal_verifier_free(verifier);
}

int main(void) {
    test_events();
    test_a_payload_that_changes();
    test_events_in_chunks();
    return report();
}
