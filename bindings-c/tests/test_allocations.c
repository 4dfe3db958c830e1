/* hookseal_verify and hookseal_verify_at never allocate, whatever the verdict. */

#include <hookseal.h>

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

#ifdef __GLIBC__

/* These replace the C library's functions, also for hookseal. Each counts the call and forwards it. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

static size_t allocations;

void *malloc(size_t size) {
    allocations++;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    allocations++;
    return __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
    allocations++;
    return __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size);
void *aligned_alloc(size_t alignment, size_t size) {
    allocations++;
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size) {
    allocations++;
    *out = __libc_memalign(alignment, size);
    return *out ? 0 : ENOMEM;
}

#define NOW INT64_C(1735000000000)

static const uint8_t PAYLOAD[1024] = "{\"id\": \"event_01\"}";
static hookseal_verifier *verifier;

/* Checks the status and that the call did not allocate. */
static void expect(hookseal_status wanted, size_t payload_len, const char *header, int64_t now) {
    hookseal_verified out;
    const size_t len = header ? strlen(header) : 0;
    const size_t before = allocations;
    const hookseal_status status =
        hookseal_verify_at(verifier, PAYLOAD, payload_len, header, len, now, &out);
    CHECK(allocations == before);
    CHECK(status == wanted);
}

int main(void) {
    const hookseal_bytes secrets[2] = {{(const uint8_t *)"whsec_new", 9},
                                       {(const uint8_t *)"whsec_old", 9}};
    char header[HOOKSEAL_HEADER_SIZE];
    hookseal_status status;
    size_t before = allocations;

    CHECK(hookseal_verifier_new(secrets, 2, 180, &verifier) == HOOKSEAL_OK);
    CHECK(allocations > before); /* so allocations are counted */
    CHECK(hookseal_sign(secrets[1].data, secrets[1].len, PAYLOAD, sizeof PAYLOAD, NOW, header,
                        sizeof header) == HOOKSEAL_OK);

    expect(HOOKSEAL_OK, sizeof PAYLOAD, header, NOW);
    expect(HOOKSEAL_SIGNATURE_MISMATCH, sizeof PAYLOAD - 1, header, NOW);
    expect(HOOKSEAL_TIMESTAMP_TOO_OLD, sizeof PAYLOAD, header, NOW + 180001);
    expect(HOOKSEAL_TIMESTAMP_IN_FUTURE, sizeof PAYLOAD, header, NOW - 180001);
    expect(HOOKSEAL_MISSING_HEADER, sizeof PAYLOAD, NULL, NOW);
    expect(HOOKSEAL_MALFORMED_HEADER, sizeof PAYLOAD, "t=x", NOW);
    expect(HOOKSEAL_NO_SIGNATURE, sizeof PAYLOAD, "t=1", NOW);
    expect(HOOKSEAL_INVALID_ARGUMENT, SIZE_MAX, header, NOW);

    before = allocations;
    status = hookseal_verify(verifier, PAYLOAD, sizeof PAYLOAD, header, strlen(header), NULL);
    CHECK(allocations == before);
    CHECK(status == HOOKSEAL_TIMESTAMP_TOO_OLD); /* by the system clock, long after NOW */
    hookseal_verifier_free(verifier);
    return report();
}

#else

int main(void) {
    puts("skipped: allocations can be counted only with glibc");
    return report();
}

#endif
