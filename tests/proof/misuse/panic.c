/* Needs a library built to panic inside every call while HOOKSEAL_TEST_PANIC is set. Each function
 * must return a status, and every handle must still be freed without a crash. */

#include <hookseal.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

#define NOW INT64_C(1735000000000)

static const uint8_t SECRET[] = "whsec_panic";

static const uint8_t EVENT[] = "{\"id\":\"event_01\",\"event\":\"e\"}";
static const uint8_t ACTION[] = "{\"id\":\"1\",\"object\":\"x_action_context\"}";

static void force(const char *panic) {
    CHECK(panic ? setenv("HOOKSEAL_TEST_PANIC", panic, 1) == 0
                : unsetenv("HOOKSEAL_TEST_PANIC") == 0);
}

static void test_panics(const char *panic) {
    const hookseal_bytes secret = {SECRET, sizeof SECRET - 1};
    hookseal_verifier *verifier = NULL, *none = NULL;
    hookseal_verification *verification = NULL, *kept = NULL, *nothing = NULL;
    hookseal_event *event = NULL, *no_event = NULL;
    hookseal_action_verifier *actions = NULL, *no_actions = NULL;
    hookseal_action *action = NULL, *no_action = NULL;
    hookseal_diagnosis *diagnosis = NULL, *no_diagnosis = NULL;
    uint64_t stated = 7;
    hookseal_verified out = {7, 7};
    char header[HOOKSEAL_HEADER_SIZE], written[HOOKSEAL_HEADER_SIZE] = "#";
    size_t len;

    CHECK(hookseal_verifier_new(&secret, 1, 180, &verifier) == HOOKSEAL_OK);
    CHECK(hookseal_sign(SECRET, secret.len, SECRET, 1, NOW, header, sizeof header) == HOOKSEAL_OK);
    len = strlen(header);
    CHECK(hookseal_verification_begin(verifier, header, len, &verification) == HOOKSEAL_OK);
    CHECK(hookseal_verification_begin_event(verifier, header, len, 100, &kept) == HOOKSEAL_OK);
    CHECK(hookseal_event_read(EVENT, sizeof EVENT - 1, &event) == HOOKSEAL_OK);
    CHECK(hookseal_action_verifier_new(&secret, 1, HOOKSEAL_TOLERANCE_NONE, &actions) ==
          HOOKSEAL_OK);
    CHECK(hookseal_sign(SECRET, secret.len, ACTION, sizeof ACTION - 1, NOW, header,
                        sizeof header) == HOOKSEAL_OK);
    CHECK(hookseal_construct_action(actions, ACTION, sizeof ACTION - 1, header, strlen(header),
                                    &action) == HOOKSEAL_OK);
    CHECK(hookseal_sign(SECRET, secret.len, SECRET, 1, NOW, header, sizeof header) == HOOKSEAL_OK);
    CHECK(hookseal_diagnose(SECRET, 1, header, len, &secret, 1, NOW, &diagnosis) == HOOKSEAL_OK);

    force(panic);
    CHECK(hookseal_diagnose(SECRET, 1, header, len, &secret, 1, NOW, &no_diagnosis) ==
          HOOKSEAL_INTERNAL_ERROR);
    CHECK(no_diagnosis == NULL && hookseal_diagnosis_code(diagnosis) != NULL);
    CHECK(hookseal_verifier_new(&secret, 1, 180, &none) == HOOKSEAL_INTERNAL_ERROR);
    CHECK(strstr(hookseal_last_error_message(), "itself failed"));
    CHECK(hookseal_sign(SECRET, secret.len, SECRET, 1, NOW, written, sizeof written) ==
          HOOKSEAL_INTERNAL_ERROR);
    CHECK(hookseal_verify(verifier, SECRET, 1, header, len, &out) == HOOKSEAL_INTERNAL_ERROR);
    CHECK(hookseal_verify_at(verifier, SECRET, 1, header, len, NOW, &out) ==
          HOOKSEAL_INTERNAL_ERROR);
    CHECK(hookseal_verification_begin(verifier, header, len, &nothing) == HOOKSEAL_INTERNAL_ERROR);
    CHECK(hookseal_verification_update(verification, SECRET, 1) == HOOKSEAL_INTERNAL_ERROR);
    CHECK(hookseal_verification_finish(verification, &out) == HOOKSEAL_INTERNAL_ERROR);
    CHECK(hookseal_verification_finish_at(verification, NOW, &out) == HOOKSEAL_INTERNAL_ERROR);
    CHECK(hookseal_verification_begin_event(verifier, header, len, 100, &nothing) ==
          HOOKSEAL_INTERNAL_ERROR);
    CHECK(hookseal_verification_finish_event(kept, &no_event) == HOOKSEAL_INTERNAL_ERROR);
    CHECK(hookseal_verification_finish_event_at(kept, NOW, &no_event) == HOOKSEAL_INTERNAL_ERROR);
    CHECK(hookseal_construct_event(verifier, EVENT, 1, header, len, &no_event) ==
          HOOKSEAL_INTERNAL_ERROR);
    CHECK(hookseal_construct_event_at(verifier, EVENT, 1, header, len, NOW, &no_event) ==
          HOOKSEAL_INTERNAL_ERROR);
    CHECK(hookseal_event_read(EVENT, sizeof EVENT - 1, &no_event) == HOOKSEAL_INTERNAL_ERROR);
    CHECK(hookseal_action_verifier_new(&secret, 1, 30, &no_actions) == HOOKSEAL_INTERNAL_ERROR);
    CHECK(hookseal_construct_action(actions, ACTION, 1, header, len, &no_action) ==
          HOOKSEAL_INTERNAL_ERROR);
    CHECK(hookseal_construct_action_at(actions, ACTION, 1, header, len, NOW, &no_action) ==
          HOOKSEAL_INTERNAL_ERROR);
    CHECK(hookseal_sign_action_response(actions, action, HOOKSEAL_ALLOW, NULL, 0, written,
                                        sizeof written) == HOOKSEAL_INTERNAL_ERROR);
    CHECK(hookseal_sign_action_response_at(actions, action, HOOKSEAL_ALLOW, NULL, 0, NOW, written,
                                           sizeof written) == HOOKSEAL_INTERNAL_ERROR);
    CHECK(hookseal_action_member(action, "id").data == NULL);
    CHECK(no_actions == NULL && no_action == NULL);
    CHECK(hookseal_admit(NULL, 0, "1", 1, 1, &stated) == HOOKSEAL_INTERNAL_ERROR);
    CHECK(hookseal_find_header(NULL, 0, written, &len) == HOOKSEAL_INTERNAL_ERROR);
    CHECK(hookseal_event_member(event, "id").data == NULL); /* which has no status */
    CHECK(no_event == NULL && stated == 7);
    CHECK(none == NULL && nothing == NULL && out.timestamp == 7 && strcmp(written, "#") == 0);

    force(NULL);
    CHECK(hookseal_verify_at(verifier, SECRET, 1, header, len, NOW, &out) == HOOKSEAL_OK);
    CHECK(hookseal_event_member(event, "id").len == 10);
    CHECK(hookseal_action_member(action, "id").len == 3);
    hookseal_diagnosis_free(diagnosis);
    hookseal_action_free(action);
    hookseal_action_verifier_free(actions);
    hookseal_event_free(event);
    hookseal_verification_free(kept);
    hookseal_verification_free(verification);
    hookseal_verification_free(nothing);
    hookseal_verifier_free(verifier);
    hookseal_verifier_free(none);
}

int main(void) {
    test_panics("text");
    test_panics("bomb"); /* a panic whose payload panics when it is dropped */
    return report();
}
