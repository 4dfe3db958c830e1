#include "endpoint.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

/* A client that is still sending would not read an answer. So a refused body is read to its end,
 * unless it is longer than this. */
#define MAX_DISCARDED ((size_t)16 << 20)

/* With epoll, libmicrohttpd does not notice if a client closes the connection along with its last
 * bytes. Then only this timeout ends an incomplete body. */
#define IDLE_SECONDS 10u

struct request {
    const struct endpoint *endpoint; /* null for another path */
    hookseal_verification *verification;
    hookseal_status status;
    size_t discarded;
    time_t begun; /* by a clock that nobody sets */
    int is_complete; /* the whole body has arrived */
};

/* All headers of a name, joined with ", " as in HTTP. There is room for one byte more than hookseal
 * accepts, so a value that had to be cut is refused. */
struct header {
    const char *name;
    unsigned int count;
    size_t size;
    char value[HOOKSEAL_HEADER_VALUE_SIZE];
};

static void append(struct header *header, const char *text) {
    size_t length = strlen(text), room = sizeof header->value - header->size;
    if (length > room) length = room;
    memcpy(header->value + header->size, text, length);
    header->size += length;
}

static enum MHD_Result collect(void *context, enum MHD_ValueKind kind, const char *name,
                               const char *value) {
    struct header *header = context;
    (void)kind;
    if (strcasecmp(name, header->name) == 0) {
        if (header->count++) append(header, ", ");
        append(header, value ? value : "");
    }
    return MHD_YES;
}

static struct header find_header(struct MHD_Connection *connection, const char *name) {
    struct header header = {name, 0, 0, ""};
    MHD_get_connection_values(connection, MHD_HEADER_KIND, collect, &header);
    return header;
}

static enum MHD_Result answer(struct MHD_Connection *connection, unsigned int status,
                              struct MHD_Response *response) {
    enum MHD_Result result;
    if (!response) response = MHD_create_response_from_buffer(0, "", MHD_RESPMEM_PERSISTENT);
    if (!response) return MHD_NO;
    result = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result answer_error(struct MHD_Connection *connection, unsigned int status,
                                    const char *error) {
    char text[64];
    struct MHD_Response *response;
    int size = snprintf(text, sizeof text, "{\"error\": \"%s\"}", error);
    response = MHD_create_response_from_buffer((size_t)size, text, MHD_RESPMEM_MUST_COPY);
    if (!response) return MHD_NO;
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json");
    if (status == MHD_HTTP_METHOD_NOT_ALLOWED) {
        MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, MHD_HTTP_METHOD_POST);
    }
    return answer(connection, status, response);
}

static enum MHD_Result answer_refusal(struct MHD_Connection *connection, hookseal_status status) {
    return answer_error(connection, (unsigned int)hookseal_status_http(status),
                        hookseal_status_code(status));
}

static const struct endpoint *find_endpoint(const struct endpoint *endpoint, const char *path) {
    while (endpoint->path && strcmp(endpoint->path, path) != 0) endpoint++;
    return endpoint->path ? endpoint : NULL;
}

static void refuse(struct request *request, hookseal_status status, const char *message) {
    request->status = status;
    if (request->endpoint->on_refusal) request->endpoint->on_refusal(status, message);
}

/* For a status that the last call of hookseal returned. */
static void refuse_unless_ok(struct request *request, hookseal_status status) {
    if (status != HOOKSEAL_OK) refuse(request, status, hookseal_last_error_message());
}

/* For a fault that the endpoint detects itself. */
static void refuse_request(struct request *request, hookseal_status status) {
    refuse(request, status, hookseal_status_message(status));
}

static hookseal_status admit(const struct request *request, struct MHD_Connection *connection) {
    const struct header coding = find_header(connection, MHD_HTTP_HEADER_CONTENT_ENCODING);
    const struct header length = find_header(connection, MHD_HTTP_HEADER_CONTENT_LENGTH);
    return hookseal_admit(coding.value, coding.size, length.value, length.size,
                          request->endpoint->limit, NULL);
}

static hookseal_status begin(struct request *request, struct MHD_Connection *connection) {
    const struct header header = find_header(connection, HOOKSEAL_HEADER_NAME);
    return hookseal_verification_begin_event(request->endpoint->verifier,
                                             header.count ? header.value : NULL, header.size,
                                             request->endpoint->limit, &request->verification);
}

/* The headers have arrived, the body has not. */
static enum MHD_Result start(struct request *request, struct MHD_Connection *connection,
                             const char *method) {
    if (!request->endpoint) return MHD_YES;
    if (strcmp(method, MHD_HTTP_METHOD_POST) != 0) {
        refuse_request(request, HOOKSEAL_METHOD_NOT_ALLOWED);
        return MHD_YES;
    }
    refuse_unless_ok(request, admit(request, connection));
    if (request->status == HOOKSEAL_PAYLOAD_TOO_LARGE) {
        return answer_refusal(connection, request->status); /* at once, without reading the body */
    }
    if (request->status == HOOKSEAL_OK) refuse_unless_ok(request, begin(request, connection));
    return MHD_YES;
}

static time_t uptime(void) {
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

static enum MHD_Result add_chunk(struct request *request, const char *chunk, size_t size) {
    if (uptime() - request->begun > HOOKSEAL_BODY_DEADLINE_SECONDS) {
        /* A client that sends a byte now and then would never be idle. */
        if (request->endpoint && request->status == HOOKSEAL_OK) {
            refuse_request(request, HOOKSEAL_REQUEST_TIMEOUT);
        }
        return MHD_NO;
    }
    if (request->verification && request->status == HOOKSEAL_OK) {
        refuse_unless_ok(request, hookseal_verification_update(request->verification,
                                                               (const uint8_t *)chunk, size));
        return MHD_YES;
    }
    request->discarded += size;
    return request->discarded > MAX_DISCARDED ? MHD_NO : MHD_YES;
}

static enum MHD_Result finish(struct request *request, struct MHD_Connection *connection) {
    struct MHD_Response *response = NULL;
    hookseal_event *event = NULL;
    unsigned int status;

    request->is_complete = 1;
    if (!request->endpoint) return answer_error(connection, MHD_HTTP_NOT_FOUND, "not_found");
    if (request->status == HOOKSEAL_OK) {
        refuse_unless_ok(request,
                         hookseal_verification_finish_event(request->verification, &event));
    }
    if (request->status != HOOKSEAL_OK) return answer_refusal(connection, request->status);
    status = request->endpoint->handle(event, &response);
    hookseal_event_free(event);
    return answer(connection, status, response);
}

/* libmicrohttpd calls this with the headers, with each chunk of the body, and at the end. */
static enum MHD_Result on_access(void *endpoints, struct MHD_Connection *connection,
                                 const char *url, const char *method, const char *version,
                                 const char *chunk, size_t *chunk_size, void **context) {
    struct request *request = *context;
    (void)version;
    if (!request) {
        request = calloc(1, sizeof *request);
        if (!request) return MHD_NO;
        request->begun = uptime();
        request->endpoint = find_endpoint(endpoints, url);
        *context = request;
        return start(request, connection, method);
    }
    if (*chunk_size != 0) {
        const size_t size = *chunk_size;
        *chunk_size = 0;
        return add_chunk(request, chunk, size);
    }
    return finish(request, connection);
}

static void on_completed(void *unused, struct MHD_Connection *connection, void **context,
                         enum MHD_RequestTerminationCode reason) {
    struct request *request = *context;
    (void)unused, (void)connection;
    if (!request) return;
    if (request->endpoint && request->status == HOOKSEAL_OK && !request->is_complete &&
        reason != MHD_REQUEST_TERMINATED_DAEMON_SHUTDOWN) {
        refuse_request(request, reason == MHD_REQUEST_TERMINATED_TIMEOUT_REACHED
                                    ? HOOKSEAL_REQUEST_TIMEOUT
                                    : HOOKSEAL_CLIENT_DISCONNECTED);
    }
    hookseal_verification_free(request->verification);
    free(request);
    *context = NULL;
}

struct MHD_Daemon *endpoint_start(struct endpoint *endpoints, uint16_t port,
                                  enum endpoint_threads threads) {
    const unsigned int parallel =
        threads == ENDPOINT_THREAD_PER_CONNECTION ? MHD_USE_THREAD_PER_CONNECTION : 0;
    struct sockaddr_in address = {0};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return MHD_start_daemon(MHD_USE_AUTO_INTERNAL_THREAD | parallel, 0, NULL, NULL, on_access,
                            endpoints, MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address,
                            MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL,
                            MHD_OPTION_CONNECTION_TIMEOUT, IDLE_SECONDS, MHD_OPTION_END);
}
