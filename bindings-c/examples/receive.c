/* A webhook endpoint with libmicrohttpd. Run it with WORKOS_WEBHOOK_SECRET set. It listens on port
 * 8000 of this machine and prints each event. See application/ for one that handles each event once
 * in effect. */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "endpoint.h"

/* The event's data is in its member "data"; hookseal_event_member returns it as JSON text. */
static unsigned int print(const hookseal_event *event, struct MHD_Response **response) {
    (void)response;
    printf("%s %s\n", (const char *)hookseal_event_type(event).data,
           (const char *)hookseal_event_id(event).data);
    fflush(stdout);
    return MHD_HTTP_OK;
}

static void log_refusal(hookseal_status status, const char *message) {
    fprintf(stderr, "refused a delivery: %s: %s\n", hookseal_status_code(status), message);
}

int main(void) {
    const char *secret = getenv("WORKOS_WEBHOOK_SECRET");
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
        {"/webhooks", verifier, HOOKSEAL_BODY_LIMIT_DEFAULT, print, log_refusal}, {0}};

    /* Block the signals before the daemon starts its thread, which inherits that. */
    sigemptyset(&stop);
    sigaddset(&stop, SIGINT);
    sigaddset(&stop, SIGTERM);
    sigprocmask(SIG_BLOCK, &stop, NULL);

    daemon = endpoint_start(endpoints, 8000, ENDPOINT_ONE_THREAD);
    if (!daemon) {
        fprintf(stderr, "port 8000: %s\n", strerror(errno));
        return 1;
    }
    sigwait(&stop, &signal_number);
    MHD_stop_daemon(daemon);
    hookseal_verifier_free(verifier);
    return 0;
}
