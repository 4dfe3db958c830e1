#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <stdexcept>

#include <libpq-fe.h>
#include <poll.h>

#include "database.hpp"

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds transaction_timeout{5};

struct Free {
    void operator()(PGconn *connection) const noexcept { PQfinish(connection); }
    void operator()(PGresult *reply) const noexcept { PQclear(reply); }
};

class Postgres final : public Database {
public:
    explicit Postgres(const std::string &url) {
        const char *const names[] = {"dbname", "connect_timeout", "options", nullptr};
        const char *const values[] = {url.c_str(), "2",
                                      "-c client_min_messages=warning -c statement_timeout=5s -c "
                                      "idle_in_transaction_session_timeout=5s",
                                      nullptr};
        connection_.reset(PQconnectdbParams(names, values, 1));
        if (PQstatus(connection_.get()) != CONNECTION_OK) fail(PQerrorMessage(connection_.get()));
        PQsetErrorVerbosity(connection_.get(),
                            PQERRORS_TERSE); // without details, which quote values
        restart_clock();
        // Two that create a table at once would collide.
        wait(PQsendQuery(
            connection_.get(),
            ("SELECT pg_advisory_xact_lock(hashtext('handled_events'));" + tables).c_str()));
    }

    void begin() override {
        restart_clock();
        execute("BEGIN", {});
    }

    std::size_t execute(const std::string &sql, const Row &values) override {
        std::vector<const char *> texts;
        for (const auto &value : values) {
            if (value && value->find('\0') != value->npos) fail("a text with a NUL");
            texts.push_back(value ? value->c_str() : nullptr);
        }
        const auto reply =
            wait(PQsendQueryParams(connection_.get(), sql.c_str(), static_cast<int>(texts.size()),
                                   nullptr, texts.data(), nullptr, nullptr, 0));
        return std::strtoul(PQcmdTuples(reply.get()), nullptr, 10);
    }

private:
    using Reply = std::unique_ptr<PGresult, Free>;

    [[noreturn]] static void fail(const std::string &message) { throw std::runtime_error(message); }

    void restart_clock() { deadline_ = Clock::now() + transaction_timeout; }

    /// The last reply. libpq alone would wait forever for a server that is silent.
    Reply wait(int sent) const {
        if (!sent) fail(PQerrorMessage(connection_.get()));
        Reply last;
        for (;;) {
            while (PQisBusy(connection_.get())) {
                const auto left =
                    std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - Clock::now());
                pollfd socket{PQsocket(connection_.get()), POLLIN, 0};
                if (left.count() <= 0 || poll(&socket, 1, static_cast<int>(left.count())) == 0) {
                    fail("the database does not answer");
                }
                if (!PQconsumeInput(connection_.get())) break; // PQgetResult reports why
            }
            Reply next(PQgetResult(connection_.get()));
            if (!next) break;
            last = std::move(next);
        }
        const auto status = PQresultStatus(last.get());
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
            fail(PQresultErrorMessage(last.get()));
        }
        return last;
    }

    std::unique_ptr<PGconn, Free> connection_;
    Clock::time_point deadline_;
};

} // namespace

std::unique_ptr<Database> connect_postgres(const std::string &url) {
    return std::make_unique<Postgres>(url);
}
