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

namespace {

constexpr unsigned int threads = 4; // each has a connection to the database

std::string setting(const char *name, const char *fallback) {
    const char *value = std::getenv(name);
    return value && *value ? value : fallback;
}

bool begins(const std::string &text, const char *with) { return text.rfind(with, 0) == 0; }

std::unique_ptr<Database> connect() {
    const auto url = setting("DATABASE_URL", "sqlite:app.db");
    if (begins(url, "sqlite:")) return connect_sqlite(url.substr(url.find(':') + 1));
    if (begins(url, "postgres:") || begins(url, "postgresql:")) return connect_postgres(url);
    std::cerr << "DATABASE_URL names no database: set it to sqlite:app.db or "
                 "postgres://user@host/database"
              << std::endl;
    std::exit(2);
}

/// Answers 200 after the commit, and 500 after an error.
unsigned int receive(const hookseal_event *event, MHD_Response **) {
    thread_local std::unique_ptr<Database> database;
    try {
        if (!database) database = connect();
        handle(*database, event);
        return MHD_HTTP_OK;
    } catch (const std::exception &error) {
        std::cerr << error.what() << std::endl;
        database.reset(); // rolls back; the next event connects again
        return MHD_HTTP_INTERNAL_SERVER_ERROR;
    }
}

void log_refusal(hookseal_status status, const char *message) {
    std::cerr << hookseal_status_code(status) << ": " << message << std::endl;
}

} // namespace

int main() {
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
    MHD_Daemon *daemon = endpoint_start(endpoints, port, threads);
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
}
