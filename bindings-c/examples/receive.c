/* A webhook endpoint with libmicrohttpd and jansson. Run it with WORKOS_WEBHOOK_SECRET set; it
 * listens on port 8000 of this machine, and prints what it is sent. To lose nothing, store an event
 * by its id before you answer 200: see receiver/. */

#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "endpoint.h"

static unsigned int print(const struct event *event, struct MHD_Response **response) {
    (void)response;
    printf("%s %s\n", event->name, event->id);
    fflush(stdout);
    return MHD_HTTP_OK;
}

int main(void) {
    const char *secret = getenv("WORKOS_WEBHOOK_SECRET");
    hookseal_bytes secrets = {(const uint8_t *)secret, secret ? strlen(secret) : 0};
    hookseal_verifier *verifier;
    struct sockaddr_in address = {0};
    struct MHD_Daemon *daemon;
    sigset_t stop;
    int signal_number;

    if (hookseal_verifier_new(&secrets, 1, HOOKSEAL_TOLERANCE_DEFAULT, &verifier) != HOOKSEAL_OK) {
        fprintf(stderr, "WORKOS_WEBHOOK_SECRET: %s\n", hookseal_last_error_message());
        return 2;
    }
    struct endpoint endpoints[] = {{"/webhooks", verifier, ENDPOINT_LIMIT, print}, {0}};

    /* Blocked before the daemon's threads are made, which inherit that. */
    sigemptyset(&stop);
    sigaddset(&stop, SIGINT);
    sigaddset(&stop, SIGTERM);
    sigprocmask(SIG_BLOCK, &stop, NULL);

    address.sin_family = AF_INET;
    address.sin_port = htons(8000);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    daemon = MHD_start_daemon(MHD_USE_AUTO_INTERNAL_THREAD, 0, NULL, NULL, endpoint_access,
                              endpoints, MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address,
                              MHD_OPTION_NOTIFY_COMPLETED, endpoint_completed, NULL,
                              MHD_OPTION_CONNECTION_TIMEOUT, 10u, MHD_OPTION_END);
    if (!daemon) {
        fprintf(stderr, "port 8000: %s\n", strerror(errno));
        return 1;
    }
    sigwait(&stop, &signal_number);
    MHD_stop_daemon(daemon);
    hookseal_verifier_free(verifier);
    return 0;
}
