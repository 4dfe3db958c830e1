/* The C runner; tests/conformance/README.md describes the protocol. */

#include <hookseal.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_FIELDS 8
#define MAX_SECRETS 32

/* Decodes hex in place; "." is no bytes at all. */
static hookseal_bytes decode(char *field) {
    hookseal_bytes bytes;
    size_t len = strcmp(field, ".") == 0 ? 0 : strlen(field) / 2;
    size_t i;
    for (i = 0; i < len; i++) {
        const char digits[3] = {field[2 * i], field[2 * i + 1], '\0'};
        field[i] = (char)strtoul(digits, NULL, 16);
    }
    bytes.data = (const uint8_t *)field;
    bytes.len = len;
    return bytes;
}

/* What a verifier is made with. */
typedef struct configuration {
    hookseal_bytes secrets[MAX_SECRETS];
    size_t count;
    int64_t seconds;
} configuration;

/* Returns how many there are. */
static size_t decode_secrets(char *field, hookseal_bytes secrets[MAX_SECRETS]) {
    size_t count = 0;
    char *secret;
    if (strcmp(field, "-") != 0) {
        for (secret = strtok(field, ","); secret && count < MAX_SECRETS;
             secret = strtok(NULL, ",")) {
            secrets[count++] = decode(secret);
        }
    }
    return count;
}

static configuration configure(char *secrets, const char *tolerance, int64_t fallback) {
    configuration made;
    made.count = decode_secrets(secrets, made.secrets);
    made.seconds = fallback;
    if (strcmp(tolerance, "none") == 0) {
        made.seconds = HOOKSEAL_TOLERANCE_NONE;
    } else if (strcmp(tolerance, "default") != 0) {
        made.seconds = strtoll(tolerance, NULL, 10);
    }
    return made;
}

static hookseal_status make(char *secrets, const char *tolerance, hookseal_verifier **out) {
    const configuration with = configure(secrets, tolerance, HOOKSEAL_TOLERANCE_DEFAULT);
    return hookseal_verifier_new(with.secrets, with.count, with.seconds, out);
}

/* What a request is about, and what came of it. */
typedef struct question {
    hookseal_bytes payload;
    const char *header;
    size_t header_len;
    size_t chunk; /* 0: whole */
    int64_t now;
} question;

typedef struct answer {
    hookseal_verified verified;
    hookseal_event *event;
} answer;

static hookseal_status stream(hookseal_verification *verification, const question *asked,
                              int is_event, answer *out) {
    size_t done = 0;
    hookseal_status status = HOOKSEAL_OK;
    while (status == HOOKSEAL_OK && done < asked->payload.len) {
        const size_t left = asked->payload.len - done;
        const size_t len = left < asked->chunk ? left : asked->chunk;
        status = hookseal_verification_update(verification, asked->payload.data + done, len);
        done += len;
    }
    if (status == HOOKSEAL_OK) {
        status = is_event
                     ? hookseal_verification_finish_event_at(verification, asked->now, &out->event)
                     : hookseal_verification_finish_at(verification, asked->now, &out->verified);
    }
    hookseal_verification_free(verification);
    return status;
}

static hookseal_status judge(const hookseal_verifier *verifier, const question *asked, int is_event,
                             answer *out) {
    const hookseal_bytes payload = asked->payload;
    hookseal_verification *verification;
    hookseal_status status;
    if (asked->chunk == 0) {
        return is_event
                   ? hookseal_construct_event_at(verifier, payload.data, payload.len, asked->header,
                                                 asked->header_len, asked->now, &out->event)
                   : hookseal_verify_at(verifier, payload.data, payload.len, asked->header,
                                        asked->header_len, asked->now, &out->verified);
    }
    status = is_event ? hookseal_verification_begin_event(
                            verifier, asked->header, asked->header_len, payload.len, &verification)
                      : hookseal_verification_begin(verifier, asked->header, asked->header_len,
                                                    &verification);
    return status == HOOKSEAL_OK ? stream(verification, asked, is_event, out) : status;
}

static void write_hex(const uint8_t *data, size_t len) {
    size_t i;
    for (i = 0; i < len; i++) {
        printf("%02x", data[i]);
    }
    if (len == 0) {
        putchar('.');
    }
}

static void tell(hookseal_status status, answer *told) {
    fputs(hookseal_status_code(status), stdout);
    if (status == HOOKSEAL_OK && told->event) {
        const hookseal_bytes id = hookseal_event_id(told->event);
        const hookseal_bytes type = hookseal_event_type(told->event);
        putchar('\t');
        write_hex(id.data, id.len);
        putchar('\t');
        write_hex(type.data, type.len);
        hookseal_event_free(told->event);
    } else if (status == HOOKSEAL_OK) {
        printf("\t%" PRId64 "\t%lu", told->verified.timestamp,
               (unsigned long)told->verified.secret_index);
    } else if (status == HOOKSEAL_TIMESTAMP_TOO_OLD || status == HOOKSEAL_TIMESTAMP_IN_FUTURE) {
        printf("\t%" PRId64, hookseal_last_error_timestamp());
    }
    putchar('\n');
}

static void check(char **fields, size_t count) {
    const int is_event = strcmp(fields[0], "event") == 0;
    answer told = {{0, 0}, NULL};
    hookseal_verifier *verifier;
    hookseal_status status = make(fields[1], fields[2], &verifier);
    if (status == HOOKSEAL_OK) {
        const int absent = strcmp(fields[3], "-") == 0;
        const hookseal_bytes header = decode(fields[3]);
        question asked;
        asked.payload = decode(fields[5]);
        asked.header = absent ? NULL : (const char *)header.data;
        asked.header_len = header.len;
        asked.chunk = count > 6 ? strtoul(fields[6], NULL, 10) : 0;
        asked.now = strtoll(fields[4], NULL, 10);
        status = judge(verifier, &asked, is_event, &told);
        hookseal_verifier_free(verifier);
    }
    tell(status, &told);
}

static void read_event(char *field) {
    const hookseal_bytes payload = decode(field);
    answer told = {{0, 0}, NULL};
    const hookseal_status status = hookseal_event_read(payload.data, payload.len, &told.event);
    tell(status, &told);
}

static void tell_action(const hookseal_action *action) {
    const hookseal_bytes id = hookseal_action_id(action);
    const hookseal_bytes object = hookseal_action_object(action);
    fputs("ok\t", stdout);
    write_hex(id.data, id.len);
    putchar('\t');
    write_hex(object.data, object.len);
    putchar('\n');
}

static void respond(const hookseal_action_verifier *verifier, const hookseal_action *action,
                    char **fields, int64_t now) {
    char body[HOOKSEAL_ACTION_RESPONSE_SIZE];
    const int absent = strcmp(fields[7], "-") == 0;
    const hookseal_bytes name = decode(fields[6]);
    const hookseal_bytes message = decode(fields[7]);
    const int allow = name.len == 5 && memcmp(name.data, "Allow", 5) == 0;
    const int deny = name.len == 4 && memcmp(name.data, "Deny", 4) == 0;
    const hookseal_verdict verdict = allow  ? HOOKSEAL_ALLOW
                                     : deny ? HOOKSEAL_DENY
                                            : (hookseal_verdict)99;
    const hookseal_status status = hookseal_sign_action_response_at(
        verifier, action, verdict, absent ? NULL : (const char *)message.data, message.len, now,
        body, sizeof body);
    if (status == HOOKSEAL_OK) {
        fputs("ok\t", stdout);
        write_hex((const uint8_t *)body, strlen(body));
        putchar('\n');
    } else {
        puts(status == HOOKSEAL_INVALID_ARGUMENT ? "argument" : hookseal_status_code(status));
    }
}

static void act(char **fields, size_t count) {
    const configuration with = configure(fields[1], fields[2], HOOKSEAL_ACTION_TOLERANCE_DEFAULT);
    const int absent = strcmp(fields[3], "-") == 0;
    const hookseal_bytes header = decode(fields[3]);
    const hookseal_bytes payload = decode(fields[5]);
    const int64_t now = strtoll(fields[4], NULL, 10);
    answer told = {{0, 0}, NULL};
    hookseal_action_verifier *verifier;
    hookseal_action *action = NULL;
    hookseal_status status =
        hookseal_action_verifier_new(with.secrets, with.count, with.seconds, &verifier);
    if (status == HOOKSEAL_OK) {
        status = hookseal_construct_action_at(verifier, payload.data, payload.len,
                                              absent ? NULL : (const char *)header.data, header.len,
                                              now, &action);
    }
    if (status != HOOKSEAL_OK) {
        tell(status, &told);
    } else if (count == 6) {
        tell_action(action);
    } else {
        respond(verifier, action, fields, now);
    }
    hookseal_action_free(action);
    hookseal_action_verifier_free(verifier);
}

/* Separates the codes of a list with commas. */
static void tell_codes(const char *(*get)(const hookseal_diagnosis *, size_t),
                       const hookseal_diagnosis *diagnosis) {
    const char *code;
    size_t i;
    for (i = 0; (code = get(diagnosis, i)) != NULL; i++) {
        printf("%s%s", i ? "," : "", code);
    }
    fputs(i ? "\t" : "-\t", stdout);
}

static void write_line(const char *text) {
    write_hex((const uint8_t *)text, strlen(text));
    fputs("0a", stdout);
}

static void diagnose(char **fields) {
    hookseal_bytes secrets[MAX_SECRETS];
    const size_t count = decode_secrets(fields[1], secrets);
    const int absent = strcmp(fields[2], "-") == 0;
    const hookseal_bytes header = decode(fields[2]);
    const hookseal_bytes payload = decode(fields[4]);
    hookseal_diagnosis *diagnosis;
    const char *step;
    size_t i;
    const hookseal_status status =
        hookseal_diagnose(payload.data, payload.len, absent ? NULL : (const char *)header.data,
                          header.len, secrets, count, strtoll(fields[3], NULL, 10), &diagnosis);
    if (status != HOOKSEAL_OK) {
        puts(hookseal_status_code(status));
        return;
    }
    printf("%s\t", hookseal_diagnosis_code(diagnosis));
    tell_codes(hookseal_diagnosis_finding_code, diagnosis);
    tell_codes(hookseal_diagnosis_ruled_out, diagnosis);
    for (i = 0; i < hookseal_diagnosis_finding_count(diagnosis); i++) {
        write_line(hookseal_diagnosis_finding_message(diagnosis, i));
        write_line(hookseal_diagnosis_finding_advice(diagnosis, i));
    }
    write_line(hookseal_diagnosis_summary(diagnosis));
    for (i = 0; (step = hookseal_diagnosis_next_step(diagnosis, i)) != NULL; i++) {
        write_line(step);
    }
    putchar('\n');
    hookseal_diagnosis_free(diagnosis);
}

static void sign(char **fields) {
    char header[HOOKSEAL_HEADER_SIZE];
    const hookseal_bytes secret = decode(fields[1]);
    const hookseal_bytes payload = decode(fields[3]);
    const hookseal_status status =
        hookseal_sign(secret.data, secret.len, payload.data, payload.len,
                      strtoll(fields[2], NULL, 10), header, sizeof header);
    fputs(hookseal_status_code(status), stdout);
    if (status == HOOKSEAL_OK) {
        putchar('\t');
        write_hex((const uint8_t *)header, strlen(header));
    }
    putchar('\n');
}

/* Reads a line of any length without its end. Returns 0 at the end of the input. Windows has no getline. */
static int read_line(char **line, size_t *size) {
    size_t len = 0;
    do {
        if (*size - len < 2) {
            *size = *size ? 2 * *size : 4096;
            *line = realloc(*line, *size);
            if (!*line) {
                abort();
            }
        }
        if (!fgets(*line + len, (int)(*size - len), stdin)) {
            return 0;
        }
        len += strlen(*line + len);
    } while ((*line)[len - 1] != '\n');
    (*line)[len - 1] = '\0';
    return 1;
}

int main(void) {
    char *line = NULL;
    size_t size = 0;
    while (read_line(&line, &size)) {
        char *fields[MAX_FIELDS];
        size_t count = 0;
        char *field;
        /* Not strtok, which the secrets need. */
        for (field = line; field && count < MAX_FIELDS; count++) {
            char *tab = strchr(field, '\t');
            fields[count] = field;
            field = tab ? tab + 1 : NULL;
            if (tab) {
                *tab = '\0';
            }
        }
        if (strcmp(fields[0], "sign") == 0) {
            sign(fields);
        } else if (strcmp(fields[0], "read") == 0) {
            read_event(fields[1]);
        } else if (strcmp(fields[0], "diagnose") == 0) {
            diagnose(fields);
        } else if (strcmp(fields[0], "action") == 0 || strcmp(fields[0], "respond") == 0) {
            act(fields, count);
        } else {
            check(fields, count);
        }
        fflush(stdout);
    }
    free(line);
    return 0;
}
