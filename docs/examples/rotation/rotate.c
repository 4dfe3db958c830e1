#include <hookseal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

int main(void) {
    const hookseal_bytes secrets[] = {{(const uint8_t *)"whsec_new", 9},
                                      {(const uint8_t *)"whsec_old", 9}};
    hookseal_verifier *verifier;
    if (hookseal_verifier_new(secrets, 2, HOOKSEAL_TOLERANCE_DEFAULT, &verifier)) return 1;

    const uint8_t body[] = "{\"id\": \"event_01\"}";
    const size_t size = sizeof body - 1;
    for (int i = 0; i < 2; i++) {
        char header[HOOKSEAL_HEADER_SIZE];
        hookseal_verified verified;
        if (hookseal_sign(secrets[i].data, secrets[i].len, body, size, (int64_t)time(NULL) * 1000,
                          header, sizeof header) ||
            hookseal_verify(verifier, body, size, header, strlen(header), &verified))
            return 1;
        printf("accepted by secret %zu\n", verified.secret_index);
    }
    hookseal_verifier_free(verifier);
    return 0;
}
