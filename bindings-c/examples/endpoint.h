/* An endpoint for WorkOS webhooks on libmicrohttpd, to copy. Every chunk of a body is hashed as it
 * arrives, and the handler runs only for what is genuine and an event.
 *
 * Every refusal is answered with hookseal's HTTP status and {"error": code} as JSON; another path
 * with 404. */

#ifndef ENDPOINT_H
#define ENDPOINT_H

#include <hookseal.h>
#include <microhttpd.h>
#include <stddef.h>
#include <stdint.h>

/* Returns the status of the answer, and may store a response of its own through `response`, which
 * libmicrohttpd then frees; without one the answer is empty. The event is valid until it returns. */
typedef unsigned int event_handler(const hookseal_event *event, struct MHD_Response **response);

/* Told of every refusal when it happens: the place to log and to count. The message never holds a
 * secret, the payload or the header, and is valid until it returns. */
typedef void refusal_handler(hookseal_status status, const char *message);

struct endpoint {
    const char *path;
    const hookseal_verifier *verifier;
    size_t limit; /* in bytes of a body, such as HOOKSEAL_BODY_LIMIT_DEFAULT */
    event_handler *handle;
    refusal_handler *on_refusal; /* may be null */
};

/* Serves them, on 127.0.0.1 and any free port if it is 0, in threads of their own until
 * MHD_stop_daemon. The array ends with a null path and must outlive that. Null, with errno, if it
 * does not come about. */
struct MHD_Daemon *endpoint_start(struct endpoint *endpoints, uint16_t port);

#endif
