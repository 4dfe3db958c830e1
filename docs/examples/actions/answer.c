#include <hookseal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* #region answer */
/* Writes the answer to an action, to send with status 200 and application/json. */
static hookseal_status answer(const hookseal_action_verifier *verifier, const char *body,
                              size_t size, const char *header, char *out, size_t out_size) {
    hookseal_action *action;
    hookseal_status status = hookseal_construct_action(
        verifier, (const uint8_t *)body, size, header, header ? strlen(header) : 0, &action);
    if (status != HOOKSEAL_OK) return status;

    const hookseal_bytes address = hookseal_action_member(action, "ip_address");
    const int office = address.len == 11 && memcmp(address.data, "\"192.0.2.1\"", 11) == 0;
    const char *message = "Sign in from the office."; /* the user reads it */
    status = office ? hookseal_sign_action_response(verifier, action, HOOKSEAL_ALLOW, NULL, 0, out,
                                                    out_size)
                    : hookseal_sign_action_response(verifier, action, HOOKSEAL_DENY, message,
                                                    strlen(message), out, out_size);
    hookseal_action_free(action);
    return status;
}
/* #endregion answer */

int main(void) {
    const hookseal_bytes secret = {(const uint8_t *)"secret_example", 14};
    hookseal_action_verifier *verifier; /* once, at start-up */
    if (hookseal_action_verifier_new(&secret, 1, HOOKSEAL_ACTION_TOLERANCE_DEFAULT, &verifier))
        return 1;

    const char *body = "{\"id\":\"action_01\",\"object\":\"authentication_action_context\","
                       "\"ip_address\":\"192.0.2.1\"}";
    char header[HOOKSEAL_HEADER_SIZE], out[HOOKSEAL_ACTION_RESPONSE_SIZE];
    if (hookseal_sign(secret.data, secret.len, (const uint8_t *)body, strlen(body),
                      (int64_t)time(NULL) * 1000, header, sizeof header) ||
        answer(verifier, body, strlen(body), header, out, sizeof out))
        return 1;
    puts(out);
    hookseal_action_verifier_free(verifier);
    return 0;
}
