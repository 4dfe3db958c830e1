/* Eight threads share one verifier. They verify, refuse, stream and read their own messages. */

#include <hookseal.h>

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

#define NOW INT64_C(1735000000000)
#define THREADS 8

static const uint8_t SECRET[] = "whsec_threads";
static const uint8_t PAYLOAD[] = "{\"id\":\"event_01\",\"event\":\"connection.activated\"}";
static const size_t LEN = sizeof PAYLOAD - 1;

static hookseal_verifier *verifier;
static hookseal_event *event; /* shared, too */
static pthread_barrier_t start;
static int rounds = 2000;

static int says(const char *what) { return strstr(hookseal_last_error_message(), what) != NULL; }

static void *work(void *unused) {
    char header[HOOKSEAL_HEADER_SIZE];
    intptr_t wrong = 0;
    int i;
    (void)unused;
    pthread_barrier_wait(&start);
    wrong += hookseal_sign(SECRET, sizeof SECRET - 1, PAYLOAD, LEN, NOW, header, sizeof header) !=
             HOOKSEAL_OK;
    for (i = 0; i < rounds; i++) {
        const size_t len = strlen(header);
        hookseal_verification *verification = NULL;
        hookseal_verified out = {0, 9};
        wrong += hookseal_verify_at(verifier, PAYLOAD, LEN, header, len, NOW, &out) != HOOKSEAL_OK;
        wrong += out.timestamp != NOW || out.secret_index != 1;
        wrong += hookseal_verify_at(verifier, PAYLOAD, LEN - 1, header, len, NOW, &out) !=
                 HOOKSEAL_SIGNATURE_MISMATCH;
        wrong += !says("no signature matches");
        wrong += hookseal_verify(verifier, PAYLOAD, LEN, header, len, &out) !=
                 HOOKSEAL_TIMESTAMP_TOO_OLD;
        wrong +=
            hookseal_verify(verifier, PAYLOAD, LEN, "t=x", 3, &out) != HOOKSEAL_MALFORMED_HEADER;
        wrong += !says("t is not 1 to 15 digits");
        wrong += strcmp(hookseal_status_code(HOOKSEAL_OK), "ok") != 0;
        wrong += hookseal_verification_begin(verifier, header, len, &verification) != HOOKSEAL_OK;
        wrong += hookseal_verification_update(verification, PAYLOAD, LEN) != HOOKSEAL_OK;
        wrong += hookseal_verification_finish_at(verification, NOW, &out) != HOOKSEAL_OK;
        hookseal_verification_free(verification);
        hookseal_event *own = NULL;
        wrong += hookseal_construct_event_at(verifier, PAYLOAD, LEN, header, len, NOW, &own) !=
                 HOOKSEAL_OK;
        wrong += hookseal_event_id(own).len != hookseal_event_id(event).len;
        wrong += hookseal_event_member(event, "event").len != 22;
        hookseal_event_free(own);
    }
    return (void *)wrong;
}

int main(int argc, char **argv) {
    const hookseal_bytes secrets[2] = {{(const uint8_t *)"whsec_new", 9},
                                       {SECRET, sizeof SECRET - 1}};
    pthread_t threads[THREADS];
    size_t i;
    CHECK(hookseal_verifier_new(secrets, 2, 180, &verifier) == HOOKSEAL_OK);
    CHECK(hookseal_event_read(PAYLOAD, LEN, &event) == HOOKSEAL_OK);
    if (argc > 1) rounds = atoi(argv[1]);
    /* Rust's standard library initialises some things once, with atomics that the tools do not
     * see. These calls trigger that before the threads start. */
    CHECK(strcmp(hookseal_status_code(HOOKSEAL_OK), "ok") == 0);
    CHECK(hookseal_verify(verifier, PAYLOAD, LEN, "t=x", 3, NULL) == HOOKSEAL_MALFORMED_HEADER);
    CHECK(pthread_barrier_init(&start, NULL, THREADS) == 0);
    for (i = 0; i < THREADS; i++) {
        CHECK(pthread_create(&threads[i], NULL, work, NULL) == 0);
    }
    for (i = 0; i < THREADS; i++) {
        void *wrong;
        CHECK(pthread_join(threads[i], &wrong) == 0);
        CHECK(wrong == NULL);
    }
    CHECK(pthread_barrier_destroy(&start) == 0);
    hookseal_event_free(event);
    hookseal_verifier_free(verifier);
    return report();
}
