/* One round of measurements in C, with a small loop. Prints a line of JSON for each. */
#include <hookseal.h>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

double yardstick_floor(uint32_t len, uint32_t loops);
double yardstick_core(uint32_t len, uint32_t loops);
double yardstick_sha256(uint32_t len, uint32_t loops);

static const char SECRET[] = "whsec_benchmark";
#define SECRET_LEN (sizeof SECRET - 1)
#define MAX_LEN (1 << 20)

static uint8_t payload[MAX_LEN + 1];
static size_t payload_len;
static char header[HOOKSEAL_HEADER_SIZE];
static size_t header_len;
static hookseal_verifier *verifier;
static EVP_MAC_CTX *keyed;

static void demand(int ok, const char *fault) {
    if (!ok) {
        fprintf(stderr, "bench: %s\n", fault);
        exit(1);
    }
}

static double now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static int64_t wall_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void record(const char *group, const char *name, size_t parameter, double ns) {
    printf("{\"group\": \"%s\", \"name\": \"%s\", \"parameter\": %zu, \"ns\": %.1f}\n", group, name,
           parameter, ns);
}

/* The same event as the yardstick's. */
static void make_event(size_t size) {
    static const char user[] =
        "{\"id\":\"directory_user_01\",\"emails\":[\"a@example.com\"],\"active\":true},";
    static const char head[] =
        "{\"id\":\"event_01\",\"event\":\"dsync.user.updated\",\"data\":{\"users\":[";
    static const char tail[] = "null],\"filler\":\"";
    static const char end[] = "\"}}";
    size_t users = (size - strlen(head) - strlen(tail) - strlen(end)) / strlen(user);
    char *at = (char *)payload;
    at += sprintf(at, "%s", head);
    while (users--) at += sprintf(at, "%s", user);
    at += sprintf(at, "%s", tail);
    while ((size_t)(at - (char *)payload) < size - strlen(end)) *at++ = '.';
    sprintf(at, "%s", end);
    payload_len = size;
}

static void sign(const char *secret, int64_t timestamp_ms) {
    demand(!hookseal_sign((const uint8_t *)secret, strlen(secret), payload, payload_len,
                          timestamp_ms, header, sizeof header),
           "cannot sign");
    header_len = strlen(header);
}

static int with_hookseal(void) {
    return hookseal_verify(verifier, payload, payload_len, header, header_len, NULL) == HOOKSEAL_OK;
}

/* What one writes by hand around OpenSSL: splits the header, compares the digests, checks the age. */
static int by_hand(int (*mac)(const char *timestamp, size_t len, unsigned char *out)) {
    const char *comma = memchr(header, ',', header_len);
    if (!comma || strncmp(header, "t=", 2) || strncmp(comma, ", v1=", 5)) return 0;
    unsigned char expected[32], received[32];
    size_t len;
    if (OPENSSL_hexstr2buf_ex(received, sizeof received, &len, comma + 5, '\0') != 1 || len != 32)
        return 0;
    if (!mac(header + 2, (size_t)(comma - header) - 2, expected) ||
        CRYPTO_memcmp(expected, received, sizeof expected))
        return 0;
    return llabs(wall_ms() - strtoll(header + 2, NULL, 10)) <= 180000;
}

static int one_shot_mac(const char *timestamp, size_t len, unsigned char *out) {
    unsigned char *message = malloc(len + 1 + payload_len); /* HMAC() needs it in one piece */
    memcpy(message, timestamp, len);
    message[len] = '.';
    memcpy(message + len + 1, payload, payload_len);
    const int ok =
        HMAC(EVP_sha256(), SECRET, SECRET_LEN, message, len + 1 + payload_len, out, NULL) != NULL;
    free(message);
    return ok;
}

static int one_shot(void) { return by_hand(one_shot_mac); }

static int prekeyed_mac(const char *timestamp, size_t len, unsigned char *out) {
    size_t written;
    EVP_MAC_CTX *mac = EVP_MAC_CTX_dup(keyed);
    const int ok = mac && EVP_MAC_update(mac, (const unsigned char *)timestamp, len) &&
                   EVP_MAC_update(mac, (const unsigned char *)".", 1) &&
                   EVP_MAC_update(mac, payload, payload_len) &&
                   EVP_MAC_final(mac, out, &written, 32);
    EVP_MAC_CTX_free(mac);
    return ok;
}

static int prekeyed(void) { return by_hand(prekeyed_mac); }

static void prepare(void) {
    const hookseal_bytes secret = {(const uint8_t *)SECRET, SECRET_LEN};
    demand(!hookseal_verifier_new(&secret, 1, HOOKSEAL_TOLERANCE_DEFAULT, &verifier),
           "no verifier");
    char digest[] = "SHA256";
    const OSSL_PARAM parameters[] = {OSSL_PARAM_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                                     OSSL_PARAM_END};
    EVP_MAC *hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    keyed = EVP_MAC_CTX_new(hmac);
    demand(EVP_MAC_init(keyed, (const unsigned char *)SECRET, SECRET_LEN, parameters),
           "no EVP_MAC");
    EVP_MAC_free(hmac);
}

static double timed(int (*check)(void), int expected, uint32_t loops) {
    /* Warms up, and checks the answers outside the measured loop. */
    for (uint32_t i = 0; i < loops / 4 + 1; i++)
        demand(check() == expected, "a peer gives a wrong answer");
    const double start = now_ns();
    for (uint32_t i = 0; i < loops; i++) check();
    return (now_ns() - start) / loops;
}

static uint32_t loops_for(size_t len) { return (uint32_t)(20000000 / (2000 + len)); }

static void verify(unsigned turn) {
    static const size_t sizes[] = {256, 1 << 10, 4 << 10, 64 << 10, 1 << 20};
    static const struct {
        const char *name;
        double (*yardstick)(uint32_t, uint32_t);
        int (*check)(void);
    } peers[] = {
        {"floor", yardstick_floor, NULL},   {"core", yardstick_core, NULL},
        {"sha256", yardstick_sha256, NULL}, {"hookseal_verify", NULL, with_hookseal},
        {"OpenSSL HMAC()", NULL, one_shot}, {"OpenSSL EVP_MAC, keyed before", NULL, prekeyed},
    };
    const unsigned count = sizeof peers / sizeof *peers;
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        const uint32_t loops = loops_for(sizes[s]);
        make_event(sizes[s]);
        sign(SECRET, wall_ms());
        for (unsigned i = 0; i < count; i++) {
            const unsigned peer = (i + turn) % count;
            if (peers[peer].check) {
                payload[10] ^= 1;
                demand(!peers[peer].check(), "a peer accepts a tampered payload");
                payload[10] ^= 1;
                record("verify", peers[peer].name, sizes[s], timed(peers[peer].check, 1, loops));
            } else {
                record("verify", peers[peer].name, sizes[s],
                       peers[peer].yardstick((uint32_t)sizes[s], loops) / loops);
            }
        }
    }
}

static int construct(void) {
    const hookseal_bytes secret = {(const uint8_t *)SECRET, SECRET_LEN};
    hookseal_verifier *made;
    const int ok = !hookseal_verifier_new(&secret, 1, HOOKSEAL_TOLERANCE_DEFAULT, &made);
    hookseal_verifier_free(made);
    return ok;
}

static void refuse(void) {
    const uint32_t loops = loops_for(1024);
    make_event(1024);
    sign(SECRET, wall_ms());
    record("refuse", "none", 1024, timed(with_hookseal, 1, loops));
    header[2] = 'x';
    record("refuse", "malformed", 1024, timed(with_hookseal, 0, loops));
    sign("another", wall_ms());
    record("refuse", "mismatch", 1024, timed(with_hookseal, 0, loops));
    sign(SECRET, wall_ms() - 3600000);
    record("refuse", "stale", 1024, timed(with_hookseal, 0, loops));
    record("construction", "hookseal", 1, timed(construct, 1, loops));
}

static pthread_barrier_t start_line;
#define THREAD_LOOPS 1500

static void *work(void *unused) {
    pthread_barrier_wait(&start_line);
    for (int i = 0; i < THREAD_LOOPS; i++) demand(with_hookseal(), "refused in a thread");
    return unused;
}

/* The time in which every thread verifies once. With enough cores, it equals that of one thread. */
static void threads(void) {
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    make_event(64 << 10);
    sign(SECRET, wall_ms());
    for (unsigned count = 1; count <= 64 && (count <= 2 || (long)count <= cores); count *= 2) {
        pthread_t workers[64];
        pthread_barrier_init(&start_line, NULL, count + 1);
        for (unsigned i = 0; i < count; i++)
            demand(!pthread_create(&workers[i], NULL, work, NULL), "no thread");
        /* Before the wait: afterwards busy cores may delay this thread. */
        const double start = now_ns();
        pthread_barrier_wait(&start_line);
        for (unsigned i = 0; i < count; i++) pthread_join(workers[i], NULL);
        record("threads", "hookseal", count, (now_ns() - start) / THREAD_LOOPS);
        pthread_barrier_destroy(&start_line);
    }
}

int main(void) {
    const char *round = getenv("ROUND");
    prepare();
    verify(round ? (unsigned)atoi(round) : 0);
    refuse();
    threads();
    hookseal_verifier_free(verifier);
    EVP_MAC_CTX_free(keyed);
    return 0;
}
