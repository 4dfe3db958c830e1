/* An endpoint for WorkOS webhooks on libmicrohttpd, to copy. It hashes every chunk of a body as it
 * arrives, and calls the handler only with a verified event.
 *
 * It answers every refusal with hookseal's HTTP status and {"error": code} as JSON, and every other
 * path with 404. */

#ifndef ENDPOINT_H
#define ENDPOINT_H

#include <hookseal.h>
#include <microhttpd.h>
#include <stddef.h>
#include <stdint.h>

/* Returns the HTTP status to answer with. It may store a response in `*response`, which the endpoint
 * then frees; otherwise the answer is empty. The event is valid until the handler returns. */
typedef unsigned int event_handler(const hookseal_event *event, struct MHD_Response **response);

/* Called for every refusal when it happens: the place to log and to count. The message never contains
 * a secret, the payload or the header. It is valid until the handler returns. */
typedef void refusal_handler(hookseal_status status, const char *message);

struct endpoint {
    const char *path;
    const hookseal_verifier *verifier;
    size_t limit; /* of a body, in bytes, such as HOOKSEAL_BODY_LIMIT_DEFAULT */
    event_handler *handle;
    refusal_handler *on_refusal; /* may be null */
};

/* Whether handlers run one after the other, in one thread, or in parallel, in a thread for each
 * connection. */
enum endpoint_threads { ENDPOINT_ONE_THREAD, ENDPOINT_THREAD_PER_CONNECTION };

/* Serves the endpoints on 127.0.0.1, in threads of its own, until MHD_stop_daemon. If the port is 0,
 * it chooses a free one. The array ends with a null path, and must stay valid until MHD_stop_daemon
 * returns. Returns null and sets errno if it fails. */
struct MHD_Daemon *endpoint_start(struct endpoint *endpoints, uint16_t port,
                                  enum endpoint_threads threads);

#endif
