/* Streams the given number of MiB through a verification. */
#include <hookseal.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
    static const uint8_t chunk[1 << 20];
    const hookseal_bytes secret = {(const uint8_t *)"whsec_benchmark", 15};
    char header[HOOKSEAL_HEADER_SIZE];
    hookseal_verifier *verifier;
    hookseal_verification *verification;
    if (hookseal_verifier_new(&secret, 1, HOOKSEAL_TOLERANCE_DEFAULT, &verifier) ||
        hookseal_sign(secret.data, secret.len, NULL, 0, 0, header, sizeof header) ||
        hookseal_verification_begin(verifier, header, strlen(header), &verification))
        return 1;
    for (int i = argc > 1 ? atoi(argv[1]) : 0; i > 0; i--)
        hookseal_verification_update(verification, chunk, sizeof chunk);
    puts(hookseal_status_code(hookseal_verification_finish(verification, NULL)));
    fflush(stdout);
    getchar(); /* waits while run.py reads the peak */
    hookseal_verification_free(verification);
    hookseal_verifier_free(verifier);
    return 0;
}
