/* What a C user relies on: what an action contains, how long it is valid, and that an answer is written whole
 * or not at all. */

#include <hookseal.h>

#include <stdint.h>
#include <string.h>

#include "check.h"
#include "delivery.h"

static const char ACTION[] =
    "{\"id\":\"a\\u0000b\",\"object\":\"authentication_action_context\",\"user\":{\"name\":\"x\"}}";
static const char ALLOWED[] =
    "{\"object\":\"authentication_action_response\",\"payload\":"
    "{\"timestamp\":1735000000000,\"verdict\":\"Allow\"},\"signature\":\"";

static int is_text(hookseal_bytes bytes, const char *text) {
    return bytes.len == strlen(text) && memcmp(bytes.data, text, bytes.len) == 0;
}

static int is_none(hookseal_bytes bytes) { return bytes.data == NULL && bytes.len == 0; }

static hookseal_action_verifier *new_action_verifier(void) {
    const hookseal_bytes secret = {bytes(SECRET), strlen(SECRET)};
    hookseal_action_verifier *verifier = NULL;
    CHECK(hookseal_action_verifier_new(&secret, 1, HOOKSEAL_ACTION_TOLERANCE_DEFAULT, &verifier) ==
          HOOKSEAL_OK);
    return verifier;
}

static hookseal_status construct(const hookseal_action_verifier *verifier, const char *payload,
                                 int64_t now, hookseal_action **out) {
    char header[HOOKSEAL_HEADER_SIZE];
    sign(payload, strlen(payload), NOW, header);
    return hookseal_construct_action_at(verifier, bytes(payload), strlen(payload), header,
                                        strlen(header), now, out);
}

/* Whether the signature of an answer holds for its payload: a delivery is signed in the same way. */
static int is_signed(const char *answer) {
    const char *payload = strstr(answer, "{\"timestamp\""),
               *end = strstr(answer, "},\"signature\":\"");
    char header[HOOKSEAL_HEADER_SIZE];
    if (payload == NULL || end == NULL) return 0;
    sign(payload, (size_t)(end + 1 - payload), NOW, header);
    return strncmp(strstr(header, "v1=") + 3, end + strlen("},\"signature\":\""), 64) == 0;
}

static void test_actions(void) {
    hookseal_action_verifier *verifier = new_action_verifier();
    hookseal_action *action;
    hookseal_verifier *events;
    hookseal_event *event;
    char payload[sizeof ACTION], header[HOOKSEAL_HEADER_SIZE];
    const size_t len = strlen(ACTION);

    memcpy(payload, ACTION, sizeof ACTION);
    CHECK(construct(verifier, payload, NOW + 30000, &action) == HOOKSEAL_OK);
    memset(payload, '#', sizeof payload); /* the action has its own copy */
    CHECK(hookseal_action_id(action).len == 3 &&
          memcmp(hookseal_action_id(action).data, "a\0b", 4) == 0);
    CHECK(strcmp((const char *)hookseal_action_object(action).data,
                 "authentication_action_context") == 0);
    CHECK(is_text(hookseal_action_member(action, "user"), "{\"name\":\"x\"}"));
    CHECK(is_none(hookseal_action_member(action, "absent")));
    CHECK(is_none(hookseal_action_member(action, NULL)));
    CHECK(is_text(hookseal_action_payload(action), ACTION));
    hookseal_action_free(action);

    CHECK(construct(verifier, ACTION, NOW + 30001, &action) == HOOKSEAL_TIMESTAMP_TOO_OLD);
    CHECK(action == NULL && hookseal_last_error_timestamp() == NOW);
    CHECK(construct(verifier, PAYLOAD, NOW, &action) == HOOKSEAL_INVALID_PAYLOAD);
    CHECK(action == NULL && says("an event, which a Verifier reads"));
    sign(ACTION, len, NOW, header);
    CHECK(
        hookseal_construct_action(verifier, bytes(ACTION), len, header, strlen(header), &action) ==
        HOOKSEAL_TIMESTAMP_TOO_OLD); /* by the system clock */
    CHECK(action == NULL);
    CHECK(hookseal_construct_action_at(verifier, bytes("{}"), 2, header, strlen(header), NOW,
                                       &action) == HOOKSEAL_SIGNATURE_MISMATCH);
    CHECK(hookseal_construct_action_at(verifier, bytes(ACTION), len, NULL, 0, NOW, &action) ==
          HOOKSEAL_MISSING_HEADER);
    CHECK(action == NULL);

    events = new_verifier();
    CHECK(hookseal_construct_event_at(events, bytes(ACTION), len, header, strlen(header), NOW,
                                      &event) == HOOKSEAL_INVALID_PAYLOAD);
    CHECK(event == NULL && says("an action, which an ActionVerifier reads"));
    hookseal_verifier_free(events);

    CHECK(is_none(hookseal_action_id(NULL)) && is_none(hookseal_action_object(NULL)));
    CHECK(is_none(hookseal_action_payload(NULL)) && is_none(hookseal_action_member(NULL, "id")));
    hookseal_action_verifier_free(verifier);
}

static void test_answers(void) {
    static const char MESSAGE[] = "J\xc3\xbcrgen: \"no\"";
    hookseal_action_verifier *verifier = new_action_verifier();
    hookseal_action *action;
    char answer[HOOKSEAL_ACTION_RESPONSE_SIZE], longest[501];
    size_t size;

    CHECK(construct(verifier, ACTION, NOW, &action) == HOOKSEAL_OK);
    CHECK(hookseal_sign_action_response_at(verifier, action, HOOKSEAL_ALLOW, NULL, 0, NOW, answer,
                                           sizeof answer) == HOOKSEAL_OK);
    CHECK(strncmp(answer, ALLOWED, strlen(ALLOWED)) == 0 && is_signed(answer));
    size = strlen(answer) + 1;

    CHECK(hookseal_sign_action_response_at(verifier, action, HOOKSEAL_DENY, MESSAGE,
                                           strlen(MESSAGE), NOW, answer,
                                           sizeof answer) == HOOKSEAL_OK);
    CHECK(strstr(answer, "\"verdict\":\"Deny\",\"error_message\":\"J\xc3\xbcrgen: \\\"no\\\"\"}") !=
          NULL);
    CHECK(is_signed(answer));

    /* The size is enough for any message of 500 characters. */
    memset(longest, '\x01', sizeof longest);
    CHECK(hookseal_sign_action_response_at(verifier, action, HOOKSEAL_DENY, longest, 500, NOW,
                                           answer, sizeof answer) == HOOKSEAL_OK);
    CHECK(is_signed(answer));
    CHECK(hookseal_sign_action_response(verifier, action, HOOKSEAL_DENY, "", 0, answer,
                                        sizeof answer) == HOOKSEAL_OK);
    CHECK(strstr(answer, "\"error_message\":\"\"") != NULL &&
          strstr(answer, "1735000000000") == NULL);

    /* What is not a whole answer is no answer. */
    memset(answer, '#', sizeof answer);
    CHECK(hookseal_sign_action_response_at(verifier, action, HOOKSEAL_ALLOW, NULL, 0, NOW, answer,
                                           size - 1) == HOOKSEAL_INVALID_ARGUMENT);
    CHECK(says("HOOKSEAL_ACTION_RESPONSE_SIZE") && answer[0] == '#' && answer[size - 1] == '#');
    CHECK(hookseal_sign_action_response_at(verifier, action, HOOKSEAL_ALLOW, NULL, 0, NOW, answer,
                                           size) == HOOKSEAL_OK);
    CHECK(answer[size - 1] == '\0' && answer[size] == '#');

    CHECK(hookseal_sign_action_response_at(verifier, action, HOOKSEAL_DENY, longest, 501, NOW,
                                           answer, sizeof answer) == HOOKSEAL_INVALID_ARGUMENT);
    CHECK(says("500 characters"));
    CHECK(hookseal_sign_action_response_at(verifier, action, HOOKSEAL_ALLOW, "", 0, NOW, answer,
                                           sizeof answer) == HOOKSEAL_INVALID_ARGUMENT);
    CHECK(says("with Deny only"));
    CHECK(hookseal_sign_action_response_at(verifier, action, HOOKSEAL_DENY, "\xff", 1, NOW, answer,
                                           sizeof answer) == HOOKSEAL_INVALID_ARGUMENT);
    CHECK(says("UTF-8"));
    hookseal_action_free(action);

    CHECK(construct(verifier, "{\"id\":\"1\",\"object\":\"other\"}", NOW, &action) == HOOKSEAL_OK);
    CHECK(hookseal_sign_action_response(verifier, action, HOOKSEAL_DENY, NULL, 0, answer,
                                        sizeof answer) == HOOKSEAL_INVALID_ARGUMENT);
    CHECK(says("_action_context"));
    hookseal_action_free(action);
    hookseal_action_verifier_free(verifier);
}

int main(void) {
    test_actions();
    test_answers();
    return report();
}
