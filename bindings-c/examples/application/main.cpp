// An application that receives WorkOS's events, from `hookseal gateway` or from WorkOS itself.
//
// WORKOS_WEBHOOK_SECRET=whsec_example DATABASE_URL=sqlite:app.db PORT=3000 build/application

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <sstream>

extern "C" {
#include "endpoint.h"
}
#include "handler.hpp"
#include "pool.hpp"

namespace {

std::string setting(const char *name, const char *fallback) {
    const char *value = std::getenv(name);
    return value && *value ? value : fallback;
}

Pool *pool;

/// Answers 200 after the commit, and 500 after an error.
unsigned int receive(const hookseal_event *event, MHD_Response **) {
    try {
        pool->with([&](Database &database) { handle(database, event); });
        return MHD_HTTP_OK;
    } catch (const std::exception &error) {
        std::cerr << error.what() << std::endl;
        return MHD_HTTP_INTERNAL_SERVER_ERROR;
    }
}

void log_refusal(hookseal_status status, const char *message) {
    std::cerr << hookseal_status_code(status) << ": " << message << std::endl;
}

int run() {
    Pool connections(setting("DATABASE_URL", "sqlite:app.db"));
    pool = &connections;
    // Separated by a blank while you rotate the secret, the new one first.
    std::istringstream words(setting("WORKOS_WEBHOOK_SECRET", ""));
    const std::vector<std::string> secrets{std::istream_iterator<std::string>(words), {}};
    std::vector<hookseal_bytes> bytes;
    for (const auto &secret : secrets) {
        bytes.push_back({reinterpret_cast<const uint8_t *>(secret.data()), secret.size()});
    }
    hookseal_verifier *verifier = nullptr;
    if (hookseal_verifier_new(bytes.data(), bytes.size(), HOOKSEAL_TOLERANCE_DEFAULT, &verifier)) {
        std::cerr << "WORKOS_WEBHOOK_SECRET: " << hookseal_last_error_message() << std::endl;
        return 2;
    }
    endpoint endpoints[] = {
        {"/webhooks", verifier, HOOKSEAL_BODY_LIMIT_DEFAULT, receive, log_refusal}, {}};

    sigset_t stop; // before the daemon starts its threads, which inherit that it is blocked
    sigemptyset(&stop);
    sigaddset(&stop, SIGINT);
    sigaddset(&stop, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &stop, nullptr);
    const auto port = static_cast<uint16_t>(std::atoi(setting("PORT", "3000").c_str()));
    MHD_Daemon *daemon = endpoint_start(endpoints, port, ENDPOINT_THREAD_PER_CONNECTION);
    if (!daemon) {
        std::cerr << "PORT " << port << ": it cannot listen there; is it in use?" << std::endl;
        return 1;
    }
    std::cout << "listening on http://127.0.0.1:"
              << MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port << "/webhooks"
              << std::endl;
    int number = 0;
    sigwait(&stop, &number);
    MHD_stop_daemon(daemon);
    hookseal_verifier_free(verifier);
    return 0;
}

} // namespace

int main() {
    try {
        return run();
    } catch (const std::exception &error) {
        std::cerr << error.what() << std::endl;
        return 2;
    }
}
