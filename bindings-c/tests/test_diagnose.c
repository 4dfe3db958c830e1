/* Diagnoses. That every finding is found is shown by the vectors in tests/conformance. */

#include <hookseal.h>

#include <stdint.h>
#include <string.h>

#include "check.h"
#include "delivery.h"

static const char QUOTED[] = "\"whsec_hidden\"";

static hookseal_bytes secret_of(const char *text) {
    hookseal_bytes secret;
    secret.data = bytes(text);
    secret.len = strlen(text);
    return secret;
}

static hookseal_diagnosis *diagnose(const char *payload, const char *header, const char *secret) {
    const hookseal_bytes secrets = secret_of(secret);
    hookseal_diagnosis *diagnosis = NULL;
    CHECK(hookseal_diagnose(bytes(payload), strlen(payload), header, header ? strlen(header) : 0,
                            &secrets, 1, NOW, &diagnosis) == HOOKSEAL_OK);
    CHECK(diagnosis != NULL);
    return diagnosis;
}

static int is(const char *text, const char *wanted) { return text && strcmp(text, wanted) == 0; }

static void test_findings(void) {
    char header[HOOKSEAL_HEADER_SIZE], payload[sizeof PAYLOAD + 1];
    hookseal_verifier *verifier = new_verifier();
    hookseal_diagnosis *diagnosis;
    sign(PAYLOAD, strlen(PAYLOAD), NOW, header);
    strcpy(payload, PAYLOAD);
    strcat(payload, "\n");

    diagnosis = diagnose(payload, header, QUOTED);
    memset(payload, '#', sizeof payload); /* nothing refers to it any more */
    CHECK(is(hookseal_diagnosis_code(diagnosis), "invalid_secret"));
    CHECK(hookseal_diagnosis_finding_count(diagnosis) == 2);
    CHECK(is(hookseal_diagnosis_finding_code(diagnosis, 0), "payload_newline_added"));
    CHECK(is(hookseal_diagnosis_finding_code(diagnosis, 1), "secret_quoted"));
    CHECK(strstr(hookseal_diagnosis_finding_message(diagnosis, 1), "quotes") != NULL);
    CHECK(strstr(hookseal_diagnosis_finding_advice(diagnosis, 1), "docker") != NULL);
    CHECK(strlen(hookseal_diagnosis_summary(diagnosis)) > 0);
    CHECK(strstr(hookseal_diagnosis_text(diagnosis), "secret_quoted") != NULL);
    CHECK(strstr(hookseal_diagnosis_text(diagnosis), SECRET) == NULL);
    CHECK(hookseal_diagnosis_finding_code(diagnosis, 2) == NULL);
    CHECK(hookseal_diagnosis_finding_message(diagnosis, SIZE_MAX) == NULL);
    CHECK(hookseal_diagnosis_finding_advice(diagnosis, 2) == NULL);
    CHECK(hookseal_diagnosis_ruled_out(diagnosis, 0) == NULL);
    CHECK(hookseal_diagnosis_next_step(diagnosis, 0) == NULL);
    hookseal_diagnosis_free(diagnosis);

    diagnosis = diagnose("{}", header, SECRET);
    CHECK(is(hookseal_diagnosis_code(diagnosis),
             hookseal_status_code(
                 hookseal_verify_at(verifier, bytes("{}"), 2, header, strlen(header), NOW, NULL))));
    hookseal_diagnosis_free(diagnosis);

    diagnosis = diagnose(PAYLOAD, header, SECRET);
    CHECK(is(hookseal_diagnosis_code(diagnosis), "ok"));
    CHECK(hookseal_diagnosis_finding_count(diagnosis) == 0);
    hookseal_diagnosis_free(diagnosis);

    diagnosis = diagnose(PAYLOAD, NULL, SECRET);
    CHECK(is(hookseal_diagnosis_code(diagnosis), "missing_header"));
    hookseal_diagnosis_free(diagnosis);
    hookseal_verifier_free(verifier);
}

static void test_nothing_found(void) {
    char header[HOOKSEAL_HEADER_SIZE];
    hookseal_diagnosis *diagnosis;
    size_t steps = 0, ruled_out = 0;
    sign(PAYLOAD, strlen(PAYLOAD), NOW, header);
    diagnosis = diagnose(PAYLOAD, header, "whsec_other");
    CHECK(is(hookseal_diagnosis_code(diagnosis), "signature_mismatch"));
    CHECK(hookseal_diagnosis_finding_count(diagnosis) == 0);
    while (hookseal_diagnosis_ruled_out(diagnosis, ruled_out)) ruled_out++;
    while (hookseal_diagnosis_next_step(diagnosis, steps)) steps++;
    CHECK(ruled_out > 10 && steps > 1);
    hookseal_diagnosis_free(diagnosis);
}

static void test_wrong_calls(void) {
    const hookseal_bytes impossible = {NULL, 1}, many[40] = {{NULL, 0}};
    const hookseal_bytes secret = secret_of(SECRET);
    hookseal_diagnosis *diagnosis = (hookseal_diagnosis *)(uintptr_t)1; /* never read */
    CHECK(hookseal_diagnose(NULL, 1, NULL, 0, &secret, 1, NOW, &diagnosis) ==
          HOOKSEAL_INVALID_ARGUMENT);
    CHECK(diagnosis == NULL && says("payload is null"));
    CHECK(hookseal_diagnose(NULL, 0, "", SIZE_MAX, &secret, 1, NOW, &diagnosis) ==
          HOOKSEAL_INVALID_ARGUMENT);
    CHECK(hookseal_diagnose(NULL, 0, NULL, 0, NULL, 1, NOW, &diagnosis) ==
          HOOKSEAL_INVALID_ARGUMENT);
    CHECK(hookseal_diagnose(NULL, 0, NULL, 0, &impossible, 1, NOW, &diagnosis) ==
          HOOKSEAL_INVALID_ARGUMENT);
    CHECK(hookseal_diagnose(NULL, 0, NULL, 0, &secret, 1, NOW, NULL) == HOOKSEAL_INVALID_ARGUMENT);

    /* No secret, and too many, are a diagnosis. A count beyond the array is not followed. */
    CHECK(hookseal_diagnose(NULL, 0, NULL, 0, NULL, 0, NOW, &diagnosis) == HOOKSEAL_OK);
    CHECK(is(hookseal_diagnosis_code(diagnosis), "invalid_secret"));
    hookseal_diagnosis_free(diagnosis);
    CHECK(hookseal_diagnose(NULL, 0, NULL, 0, many, SIZE_MAX, NOW, &diagnosis) == HOOKSEAL_OK);
    CHECK(is(hookseal_diagnosis_code(diagnosis), "invalid_secret"));
    hookseal_diagnosis_free(diagnosis);

    CHECK(hookseal_diagnosis_code(NULL) == NULL && hookseal_diagnosis_summary(NULL) == NULL);
    CHECK(hookseal_diagnosis_text(NULL) == NULL && hookseal_diagnosis_finding_count(NULL) == 0);
    CHECK(hookseal_diagnosis_finding_code(NULL, 0) == NULL);
    CHECK(hookseal_diagnosis_finding_message(NULL, 0) == NULL);
    CHECK(hookseal_diagnosis_finding_advice(NULL, 0) == NULL);
    CHECK(hookseal_diagnosis_ruled_out(NULL, 0) == NULL);
    CHECK(hookseal_diagnosis_next_step(NULL, 0) == NULL);
    hookseal_diagnosis_free(NULL);
}

int main(void) {
    test_findings();
    test_nothing_found();
    test_wrong_calls();
    return report();
}
