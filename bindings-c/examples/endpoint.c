#include "endpoint.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A client that is still sending would not read an answer, so a refused body is read to its end,
 * unless it is longer than this. */
#define DISCARDED_AT_MOST ((size_t)16 << 20)

/* On epoll, libmicrohttpd misses a client's end that arrives along with its last bytes: then this
 * is what bounds a body that breaks off. */
#define IDLE_SECONDS 10u

struct request {
    const struct endpoint *endpoint;
    hookseal_verification *verification;
    size_t received;
    char *body;
    size_t capacity;
    unsigned int status; /* of a refusal; 0 while there is none */
    const char *error;
};

/* All headers of a name, joined as HTTP does. It has room for one byte more than hookseal accepts,
 * so that what is cut off is refused. */
struct header {
    const char *name;
    unsigned int count;
    size_t size;
    char value[4097];
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

static int is_coded(struct MHD_Connection *connection) {
    const struct header coding = find_header(connection, MHD_HTTP_HEADER_CONTENT_ENCODING);
    return coding.size != 0 &&
           !(coding.size == 8 && strncasecmp(coding.value, "identity", coding.size) == 0);
}

/* 0 for a chunked body, which is counted as it arrives. */
static unsigned long long declared_length(struct MHD_Connection *connection) {
    const char *length =
        MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH);
    return length ? strtoull(length, NULL, 10) : 0;
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

static enum MHD_Result answer_refusal(const struct request *request,
                                      struct MHD_Connection *connection) {
    char text[64];
    struct MHD_Response *response;
    int size = snprintf(text, sizeof text, "{\"error\": \"%s\"}", request->error);
    response = MHD_create_response_from_buffer((size_t)size, text, MHD_RESPMEM_MUST_COPY);
    if (!response) return MHD_NO;
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json");
    if (request->status == MHD_HTTP_METHOD_NOT_ALLOWED) {
        MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, MHD_HTTP_METHOD_POST);
    }
    return answer(connection, request->status, response);
}

static void refuse(struct request *request, unsigned int status, const char *error) {
    request->status = status;
    request->error = error;
}

static void refuse_unless_ok(struct request *request, hookseal_status status) {
    if (status == HOOKSEAL_OK) return;
    refuse(request,
           status == HOOKSEAL_INTERNAL_ERROR ? MHD_HTTP_INTERNAL_SERVER_ERROR
                                             : MHD_HTTP_BAD_REQUEST,
           hookseal_status_code(status));
}

static void begin(struct request *request, struct MHD_Connection *connection) {
    const struct header header = find_header(connection, HOOKSEAL_HEADER_NAME);
    refuse_unless_ok(request, hookseal_verification_begin(request->endpoint->verifier,
                                                          header.count ? header.value : NULL,
                                                          header.size, &request->verification));
}

static const struct endpoint *find_endpoint(const struct endpoint *endpoint, const char *path) {
    while (endpoint->path && strcmp(endpoint->path, path) != 0) endpoint++;
    return endpoint->path ? endpoint : NULL;
}

/* The headers are there, the body is not. */
static enum MHD_Result start(struct request *request, struct MHD_Connection *connection,
                             const char *method) {
    if (!request->endpoint) {
        refuse(request, MHD_HTTP_NOT_FOUND, "not_found");
    } else if (strcmp(method, MHD_HTTP_METHOD_POST) != 0) {
        refuse(request, MHD_HTTP_METHOD_NOT_ALLOWED, "method_not_allowed");
    } else if (is_coded(connection)) {
        /* WorkOS signs, and sends, the bytes as they are. */
        refuse(request, MHD_HTTP_UNSUPPORTED_MEDIA_TYPE, "unsupported_encoding");
    } else if (declared_length(connection) > request->endpoint->limit) {
        refuse(request, MHD_HTTP_CONTENT_TOO_LARGE, "payload_too_large");
        return answer_refusal(request, connection); /* now: nothing of it is read */
    } else {
        begin(request, connection);
    }
    return MHD_YES;
}

static int make_room(struct request *request, size_t size) {
    size_t capacity = request->capacity * 2 > size ? request->capacity * 2 : size;
    char *body;
    if (size <= request->capacity) return 1;
    body = realloc(request->body, capacity);
    if (!body) return 0;
    request->body = body;
    request->capacity = capacity;
    return 1;
}

static enum MHD_Result take(struct request *request, const char *chunk, size_t size) {
    const size_t before = request->received;
    request->received += size;
    if (!request->status && request->received > request->endpoint->limit) {
        refuse(request, MHD_HTTP_CONTENT_TOO_LARGE, "payload_too_large");
    }
    if (request->status) return request->received > DISCARDED_AT_MOST ? MHD_NO : MHD_YES;

    if (!make_room(request, request->received)) return MHD_NO;
    memcpy(request->body + before, chunk, size);
    refuse_unless_ok(
        request, hookseal_verification_update(request->verification, (const uint8_t *)chunk, size));
    return MHD_YES;
}

static json_t *read_json(const char *text, size_t size) {
    const size_t flags = JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL;
    json_t *json = json_loadb(text, size, flags, NULL);
    /* An integer may be too big for jansson's; that is no reason to refuse the event. */
    return json ? json : json_loadb(text, size, flags | JSON_DECODE_INT_AS_REAL, NULL);
}

/* Null for what is no string, and for one with a NUL, which C would read as a shorter one. */
static const char *text_of(const json_t *object, const char *name) {
    const json_t *value = json_object_get(object, name);
    const char *text = json_string_value(value);
    return text && strlen(text) == json_string_length(value) ? text : NULL;
}

static enum MHD_Result finish(struct request *request, struct MHD_Connection *connection) {
    struct event event;
    struct MHD_Response *response = NULL;
    json_t *json;
    unsigned int status;

    if (!request->status) {
        refuse_unless_ok(request, hookseal_verification_finish(request->verification, NULL));
    }
    if (request->status) return answer_refusal(request, connection);

    json = read_json(request->body, request->received);
    event.id = text_of(json, "id");
    event.name = text_of(json, "event");
    event.json = json;
    event.payload = request->body;
    event.payload_size = request->received;
    if (event.id && event.name) {
        status = request->endpoint->handle(&event, &response);
        json_decref(json);
        return answer(connection, status, response);
    }
    json_decref(json);
    refuse_unless_ok(request, HOOKSEAL_INVALID_PAYLOAD);
    return answer_refusal(request, connection);
}

/* libmicrohttpd calls it with the headers, with each chunk of the body, and at the end. */
static enum MHD_Result on_access(void *endpoints, struct MHD_Connection *connection,
                                 const char *url, const char *method, const char *version,
                                 const char *chunk, size_t *chunk_size, void **context) {
    struct request *request = *context;
    (void)version;
    if (!request) {
        request = calloc(1, sizeof *request);
        if (!request) return MHD_NO;
        request->endpoint = find_endpoint(endpoints, url);
        *context = request;
        return start(request, connection, method);
    }
    if (*chunk_size != 0) {
        const size_t size = *chunk_size;
        *chunk_size = 0;
        return take(request, chunk, size);
    }
    return finish(request, connection);
}

static void on_completed(void *unused, struct MHD_Connection *connection, void **context,
                         enum MHD_RequestTerminationCode reason) {
    struct request *request = *context;
    (void)unused, (void)connection, (void)reason;
    if (!request) return;
    hookseal_verification_free(request->verification);
    free(request->body);
    free(request);
    *context = NULL;
}

struct MHD_Daemon *endpoint_start(struct endpoint *endpoints, uint16_t port) {
    struct sockaddr_in address = {0};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return MHD_start_daemon(MHD_USE_AUTO_INTERNAL_THREAD, 0, NULL, NULL, on_access, endpoints,
                            MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address,
                            MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL,
                            MHD_OPTION_CONNECTION_TIMEOUT, IDLE_SECONDS, MHD_OPTION_END);
}
