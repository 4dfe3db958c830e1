/* A delivery and its verifier, for the tests. */

#ifndef DELIVERY_H
#define DELIVERY_H

#include <hookseal.h>

#include <stdint.h>
#include <string.h>

#include "check.h"

#define NOW INT64_C(1735000000000)

static const char SECRET[] = "whsec_hidden";
static const char PAYLOAD[] = "{\"id\":\"event_01\",\"event\":\"connection.activated\"}";

static const uint8_t *bytes(const char *text) { return (const uint8_t *)text; }

static hookseal_verifier *new_verifier(void) {
    const hookseal_bytes secret = {bytes(SECRET), strlen(SECRET)};
    hookseal_verifier *verifier = NULL;
    CHECK(hookseal_verifier_new(&secret, 1, HOOKSEAL_TOLERANCE_DEFAULT, &verifier) == HOOKSEAL_OK);
    return verifier;
}

static void sign(const char *payload, size_t len, int64_t timestamp, char *header) {
    CHECK(hookseal_sign(bytes(SECRET), strlen(SECRET), bytes(payload), len, timestamp, header,
                        HOOKSEAL_HEADER_SIZE) == HOOKSEAL_OK);
}

static int says(const char *text) { return strstr(hookseal_last_error_message(), text) != NULL; }

#endif
