#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <hookseal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIMIT (1 << 20) /* bytes of a body */

static void respond(struct evhttp_request *request, hookseal_status status) {
    struct evbuffer *answer = evbuffer_new();
    if (status != HOOKSEAL_OK) {
        fprintf(stderr, "refused a delivery: %s\n", hookseal_last_error_message());
        evhttp_add_header(evhttp_request_get_output_headers(request), "Content-Type",
                          "application/json");
        evbuffer_add_printf(answer, "{\"error\": \"%s\"}", hookseal_status_code(status));
    }
    evhttp_send_reply(request, hookseal_status_http(status), NULL, answer);
    evbuffer_free(answer);
}

static void webhook(struct evhttp_request *request, void *verifier) {
    struct evkeyvalq *headers = evhttp_request_get_input_headers(request);
    struct evbuffer *body = evhttp_request_get_input_buffer(request);
    const char *header = evhttp_find_header(headers, HOOKSEAL_HEADER_NAME);
    hookseal_event *event;
    hookseal_status status =
        hookseal_construct_event(verifier, evbuffer_pullup(body, -1), evbuffer_get_length(body),
                                 header, header ? strlen(header) : 0, &event);
    respond(request, status); /* answer first, work later */
    if (status != HOOKSEAL_OK) return;
    printf("accepted %s %s\n", (const char *)hookseal_event_type(event).data,
           (const char *)hookseal_event_id(event).data);
    fflush(stdout);
    hookseal_event_free(event);
}

int main(void) {
    const char *secret = getenv("WORKOS_WEBHOOK_SECRET"), *port = getenv("PORT");
    hookseal_bytes secrets = {(const uint8_t *)secret, secret ? strlen(secret) : 0};
    hookseal_verifier *verifier; /* once, at start-up */
    if (hookseal_verifier_new(&secrets, 1, HOOKSEAL_TOLERANCE_DEFAULT, &verifier)) {
        fprintf(stderr, "WORKOS_WEBHOOK_SECRET: %s\n", hookseal_last_error_message());
        return 2;
    }
    struct event_base *base = event_base_new();
    struct evhttp *server = evhttp_new(base);
    evhttp_set_allowed_methods(server, EVHTTP_REQ_POST);
    evhttp_set_max_body_size(server, LIMIT);
    evhttp_set_timeout(server, 30);
    evhttp_set_cb(server, "/webhooks", webhook, verifier);
    if (evhttp_bind_socket(server, "127.0.0.1", (ev_uint16_t)atoi(port ? port : "3000"))) return 1;
    event_base_dispatch(base);
    return 0;
}
