/* The C runner; tests/conformance/README.md describes the protocol. */

#include <hookseal.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_FIELDS 8
#define MAX_SECRETS 32

/* Decodes hex in place; "." is no bytes at all. */
static hookseal_bytes decode(char *field) {
    hookseal_bytes bytes;
    size_t len = strcmp(field, ".") == 0 ? 0 : strlen(field) / 2;
    size_t i;
    for (i = 0; i < len; i++) {
        const char digits[3] = {field[2 * i], field[2 * i + 1], '\0'};
        field[i] = (char)strtoul(digits, NULL, 16);
    }
    bytes.data = (const uint8_t *)field;
    bytes.len = len;
    return bytes;
}

static hookseal_status make(char *secrets, const char *tolerance, hookseal_verifier **out) {
    hookseal_bytes list[MAX_SECRETS];
    size_t count = 0;
    int64_t seconds = HOOKSEAL_TOLERANCE_DEFAULT;
    char *secret;
    if (strcmp(secrets, "-") != 0) {
        for (secret = strtok(secrets, ","); secret && count < MAX_SECRETS;
             secret = strtok(NULL, ",")) {
            list[count++] = decode(secret);
        }
    }
    if (strcmp(tolerance, "none") == 0) {
        seconds = HOOKSEAL_TOLERANCE_NONE;
    } else if (strcmp(tolerance, "default") != 0) {
        seconds = strtoll(tolerance, NULL, 10);
    }
    return hookseal_verifier_new(list, count, seconds, out);
}

static hookseal_status stream(const hookseal_verifier *verifier, hookseal_bytes payload,
                              const char *header, size_t header_len, size_t chunk, int64_t now,
                              hookseal_verified *out) {
    hookseal_verification *verification;
    size_t done = 0;
    hookseal_status status =
        hookseal_verification_begin(verifier, header, header_len, &verification);
    if (status != HOOKSEAL_OK) {
        return status;
    }
    while (done < payload.len) {
        const size_t left = payload.len - done;
        const size_t len = left < chunk ? left : chunk;
        hookseal_verification_update(verification, payload.data + done, len);
        done += len;
    }
    status = hookseal_verification_finish_at(verification, now, out);
    hookseal_verification_free(verification);
    return status;
}

static void check(char **fields, size_t count) {
    hookseal_verifier *verifier;
    hookseal_verified verified;
    hookseal_status status = make(fields[1], fields[2], &verifier);
    if (status == HOOKSEAL_OK) {
        const int absent = strcmp(fields[3], "-") == 0;
        const hookseal_bytes header = decode(fields[3]);
        const char *value = absent ? NULL : (const char *)header.data;
        const int64_t now = strtoll(fields[4], NULL, 10);
        const hookseal_bytes payload = decode(fields[5]);
        if (count > 6) {
            status = stream(verifier, payload, value, header.len, strtoul(fields[6], NULL, 10), now,
                            &verified);
        } else {
            status = hookseal_verify_at(verifier, payload.data, payload.len, value, header.len, now,
                                        &verified);
        }
        hookseal_verifier_free(verifier);
    }
    fputs(hookseal_status_code(status), stdout);
    if (status == HOOKSEAL_OK) {
        printf("\t%" PRId64 "\t%lu", verified.timestamp, (unsigned long)verified.secret_index);
    } else if (status == HOOKSEAL_TIMESTAMP_TOO_OLD || status == HOOKSEAL_TIMESTAMP_IN_FUTURE) {
        printf("\t%" PRId64, verified.timestamp);
    }
    putchar('\n');
}

static void sign(char **fields) {
    char header[HOOKSEAL_HEADER_SIZE];
    const hookseal_bytes secret = decode(fields[1]);
    const hookseal_bytes payload = decode(fields[3]);
    const char *digit;
    const hookseal_status status =
        hookseal_sign(secret.data, secret.len, payload.data, payload.len,
                      strtoll(fields[2], NULL, 10), header, sizeof header);
    fputs(hookseal_status_code(status), stdout);
    if (status == HOOKSEAL_OK) {
        putchar('\t');
        for (digit = header; *digit; digit++) {
            printf("%02x", (unsigned)*digit);
        }
    }
    putchar('\n');
}

int main(void) {
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, stdin) > 0) {
        char *fields[MAX_FIELDS];
        size_t count = 0;
        char *field;
        line[strcspn(line, "\n")] = '\0';
        /* Not strtok, which the secrets need. */
        for (field = line; field && count < MAX_FIELDS; count++) {
            char *tab = strchr(field, '\t');
            fields[count] = field;
            field = tab ? tab + 1 : NULL;
            if (tab) {
                *tab = '\0';
            }
        }
        if (strcmp(fields[0], "sign") == 0) {
            sign(fields);
        } else {
            check(fields, count);
        }
        fflush(stdout);
    }
    free(line);
    return 0;
}
