/* Serves the endpoint of bindings-c/examples in the way that the adapters' suite needs. */

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "endpoint.h"

static unsigned int answer_nothing(const hookseal_event *event, struct MHD_Response **response) {
    (void)event, (void)response;
    return MHD_HTTP_OK;
}

/* Answers with the two members, which are JSON as they were signed. */
static unsigned int answer_event(const hookseal_event *event, struct MHD_Response **response) {
    const hookseal_bytes id = hookseal_event_member(event, "id");
    const hookseal_bytes type = hookseal_event_member(event, "event");
    char *text = malloc(id.len + type.len + 32);
    if (!text) return MHD_HTTP_INTERNAL_SERVER_ERROR;
    sprintf(text, "{\"id\": %.*s, \"event\": %.*s}", (int)id.len, (const char *)id.data,
            (int)type.len, (const char *)type.data);
    *response = MHD_create_response_from_buffer(strlen(text), text, MHD_RESPMEM_MUST_FREE);
    MHD_add_response_header(*response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json");
    return MHD_HTTP_OK;
}

static void log_refusal(hookseal_status status, const char *message) {
    fprintf(stderr, "refused a delivery: %s: %s\n", hookseal_status_code(status), message);
}

int main(void) {
    const char *secret = getenv("WORKOS_WEBHOOK_SECRET"), *port = getenv("PORT");
    hookseal_bytes secrets = {(const uint8_t *)secret, secret ? strlen(secret) : 0};
    hookseal_verifier *verifier;
    struct MHD_Daemon *daemon;
    sigset_t stop;
    int signal_number;

    if (hookseal_verifier_new(&secrets, 1, HOOKSEAL_TOLERANCE_DEFAULT, &verifier) != HOOKSEAL_OK) {
        fprintf(stderr, "WORKOS_WEBHOOK_SECRET: %s\n", hookseal_last_error_message());
        return 2;
    }
    struct endpoint endpoints[] = {
        {"/webhooks", verifier, HOOKSEAL_BODY_LIMIT_DEFAULT, answer_event, log_refusal},
        {"/large", verifier, 8 * HOOKSEAL_BODY_LIMIT_DEFAULT, answer_event, log_refusal},
        {"/empty", verifier, HOOKSEAL_BODY_LIMIT_DEFAULT, answer_nothing, log_refusal},
        {0},
    };
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigprocmask(SIG_BLOCK, &stop, NULL);

    daemon = endpoint_start(endpoints, (uint16_t)(port ? atoi(port) : 0), ENDPOINT_ONE_THREAD);
    if (!daemon) return 1;
    printf("listening on %u\n",
           (unsigned int)MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
    fflush(stdout);
    sigwait(&stop, &signal_number);
    MHD_stop_daemon(daemon);
    hookseal_verifier_free(verifier);
    return 0;
}
