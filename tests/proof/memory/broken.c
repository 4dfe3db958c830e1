/* Makes one mistake on purpose, which the tool that runs it must find. Usage: broken MISTAKE */

#include <hookseal.h>

#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const uint8_t SECRET[] = "whsec_broken";
static char header[HOOKSEAL_HEADER_SIZE];

static hookseal_verifier *verifier_of(const uint8_t *secret, size_t len) {
    const hookseal_bytes bytes = {secret, len};
    hookseal_verifier *verifier = NULL;
    hookseal_verifier_new(&bytes, 1, 180, &verifier);
    return verifier;
}

/* A verifier is never freed. */
static void leak(void) {
    if (!verifier_of(SECRET, 12)) {
        abort();
    }
}

/* The payload is one byte shorter than its given length, so the library reads past its end. */
static void overrun(void) {
    hookseal_verifier *verifier = verifier_of(SECRET, 12);
    uint8_t *payload = calloc(100, 1);
    if (hookseal_verify_at(verifier, payload, 101, header, strlen(header), 0, NULL)) {
        puts(hookseal_last_error_message());
    }
    free(payload);
    hookseal_verifier_free(verifier);
}

/* Half of the secret is never initialised, and the verdict depends on it. */
static void uninitialised(void) {
    uint8_t *secret = malloc(16);
    memcpy(secret, SECRET, 8);
    hookseal_verifier_free(verifier_of(secret, 16));
    free(secret);
}

static void freed(void) {
    hookseal_verifier *verifier = verifier_of(SECRET, 12);
    hookseal_verifier_free(verifier);
    hookseal_verify_at(verifier, SECRET, 12, header, strlen(header), 0, NULL);
}

/* Two threads use one verification at once. */
static void *update(void *verification) {
    int i;
    for (i = 0; i < 100; i++) {
        hookseal_verification_update(verification, SECRET, 12);
    }
    return NULL;
}

static void race(void) {
    hookseal_verifier *verifier = verifier_of(SECRET, 12);
    hookseal_verification *verification = NULL;
    pthread_t other;
    hookseal_verification_begin(verifier, header, strlen(header), &verification);
    pthread_create(&other, NULL, update, verification);
    update(verification);
    pthread_join(other, NULL);
    hookseal_verification_free(verification);
    hookseal_verifier_free(verifier);
}

static void overflow(int by) {
    volatile int most = INT_MAX;
    printf("%d\n", most + by);
}

int main(int argc, char **argv) {
    const char *mistake = argc > 1 ? argv[1] : "none";
    hookseal_sign(SECRET, 12, SECRET, 12, 0, header, sizeof header);
    if (strcmp(mistake, "leak") == 0) leak();
    if (strcmp(mistake, "overrun") == 0) overrun();
    if (strcmp(mistake, "uninitialised") == 0) uninitialised();
    if (strcmp(mistake, "freed") == 0) freed();
    if (strcmp(mistake, "race") == 0) race();
    if (strcmp(mistake, "overflow") == 0) overflow(argc);
    return 0;
}
