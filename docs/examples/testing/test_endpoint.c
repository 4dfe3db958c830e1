#include <assert.h>
#include <hookseal.h>
#include <string.h>

#define NOW 1735000000000 /* hookseal_verify_at takes the time, so the test needs no clock */

static hookseal_status verify(const char *body, const char *header, int64_t now) {
    const hookseal_bytes secret = {(const uint8_t *)"whsec_test", 10};
    hookseal_verifier *verifier;
    hookseal_status status =
        hookseal_verifier_new(&secret, 1, HOOKSEAL_TOLERANCE_DEFAULT, &verifier);
    assert(status == HOOKSEAL_OK);
    status = hookseal_verify_at(verifier, (const uint8_t *)body, strlen(body), header,
                                strlen(header), now, NULL);
    hookseal_verifier_free(verifier);
    return status;
}

int main(void) {
    const char *body = "{\"id\":\"event_01\",\"event\":\"connection.activated\",\"data\":{}}";
    char header[HOOKSEAL_HEADER_SIZE];
    if (hookseal_sign((const uint8_t *)"whsec_test", 10, (const uint8_t *)body, strlen(body), NOW,
                      header, sizeof header))
        return 1;

    assert(verify(body, header, NOW) == HOOKSEAL_OK);
    assert(verify("{}", header, NOW) == HOOKSEAL_SIGNATURE_MISMATCH);
    assert(verify(body, header, NOW + 181000) == HOOKSEAL_TIMESTAMP_TOO_OLD);
    return 0;
}
