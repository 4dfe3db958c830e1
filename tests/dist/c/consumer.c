/* A user's program: accepts a signed delivery and refuses a tampered one. */

#include <hookseal.h>

#include <stdio.h>
#include <string.h>
#include <time.h>

static const char *verdict(const hookseal_verifier *verifier, const char *body,
                           const char *header) {
    const hookseal_status status = hookseal_verify(verifier, (const uint8_t *)body, strlen(body),
                                                   header, strlen(header), NULL);
    return hookseal_status_code(status);
}

int main(void) {
    const hookseal_bytes secret = {(const uint8_t *)"whsec_example", 13};
    const char *body = "{\"id\": \"event_01\"}";
    const int64_t now = (int64_t)time(NULL) * 1000;
    char header[HOOKSEAL_HEADER_SIZE];
    hookseal_verifier *verifier;
    if (hookseal_verifier_new(&secret, 1, HOOKSEAL_TOLERANCE_DEFAULT, &verifier) ||
        hookseal_sign(secret.data, secret.len, (const uint8_t *)body, strlen(body), now, header,
                      sizeof header)) {
        fputs(hookseal_last_error_message(), stderr);
        return 1;
    }
    printf("hookseal %s %s ", hookseal_version(), verdict(verifier, body, header));
    puts(verdict(verifier, "{\"id\": \"event_02\"}", header));
    hookseal_verifier_free(verifier);
    return 0;
}
