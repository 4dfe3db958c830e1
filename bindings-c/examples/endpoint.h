/* An endpoint for WorkOS webhooks on libmicrohttpd, to copy. Every chunk of a body is hashed as it
 * arrives, and the handler runs only for what is genuine and an event.
 *
 * Answers besides the handler's own, all with {"error": code} as JSON: 400 with hookseal's code,
 * 413 for a body beyond the limit, 415 for a compressed one, 404 and 405. */

#ifndef ENDPOINT_H
#define ENDPOINT_H

#include <hookseal.h>
#include <jansson.h>
#include <microhttpd.h>
#include <stddef.h>
#include <stdint.h>

#define ENDPOINT_LIMIT ((size_t)1 << 20)

/* A verified event, valid until the handler returns. */
struct event {
    const char *id;
    const char *name; /* such as "connection.activated" */
    const json_t *json; /* the whole envelope */
    const char *payload; /* as it was signed, not NUL-terminated */
    size_t payload_size;
};

/* Returns the status of the answer, and may store a response of its own through `response`, which
 * libmicrohttpd then frees; without one the answer is empty. */
typedef unsigned int event_handler(const struct event *event, struct MHD_Response **response);

struct endpoint {
    const char *path;
    const hookseal_verifier *verifier;
    size_t limit; /* in bytes of a body */
    event_handler *handle;
};

/* Serves them, on 127.0.0.1 and any free port if it is 0, in threads of their own until
 * MHD_stop_daemon. The array ends with a null path and must outlive that. Null, with errno, if it
 * does not come about. */
struct MHD_Daemon *endpoint_start(struct endpoint *endpoints, uint16_t port);

#endif
