#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <string_view>
#include <utility>

#include <libpq-fe.h>
#include <poll.h>

#include "database.hpp"
#include "schema.hpp"

namespace receiver {

namespace {

struct Finish {
    void operator()(PGconn *connection) const noexcept { PQfinish(connection); }
};
struct Clear {
    void operator()(PGresult *reply) const noexcept { PQclear(reply); }
};
using Connection = std::unique_ptr<PGconn, Finish>;
using Reply = std::unique_ptr<PGresult, Clear>;

/// How long the receive process waits for one answer. A worker's statement may take longer.
constexpr int reply_timeout_ms = 5000;

/// Only one process at a time may create the tables, because concurrent IF NOT EXISTS can fail.
constexpr auto schema_lock = "SELECT pg_advisory_xact_lock(5063872145);";

/// SQLSTATEs or their classes that are not the statement's fault: a broken connection, a read-only
/// standby, a deadlock or similar, a lack of resources, a shutdown, a system error.
constexpr const char *transient_sqlstates[] = {"08", "25006", "40", "53", "57P", "58"};

std::string first_line(std::string_view text) {
    return std::string(text.substr(0, text.find('\n')));
}

class Postgres final : public Database {
public:
    Postgres(std::string url, std::chrono::seconds lease, Commit commit)
        : url_(std::move(url)), lease_(lease), commit_(commit) {}

    Result run(const std::string &sql, const Row &parameters) override {
        if (!connection_) connect();
        std::vector<const char *> values;
        for (const auto &parameter : parameters) {
            if (parameter && parameter->find('\0') != std::string::npos) {
                throw DatabaseError("PostgreSQL's text cannot contain a NUL");
            }
            values.push_back(parameter ? parameter->c_str() : nullptr);
        }
        const auto &name = prepare(sql);
        const auto reply = await(PQsendQueryPrepared(connection_.get(), name.c_str(),
                                                     static_cast<int>(values.size()), values.data(),
                                                     nullptr, nullptr, 0));
        Result result{};
        for (int i = 0; i < PQntuples(reply.get()); i++) {
            result.rows.push_back(read_row(reply.get(), i));
        }
        result.changed = std::strtoul(PQcmdTuples(reply.get()), nullptr, 10);
        return result;
    }

    const char *begin() const override { return "BEGIN"; }

    void roll_back() noexcept override {
        if (connection_) Reply(PQexec(connection_.get(), "ROLLBACK"));
    }

private:
    void connect() {
        // The URL may override the keywords before it. They limit the wait for a server that is down.
        const std::array keywords{"connect_timeout", "tcp_user_timeout", "dbname",
                                  "client_encoding", static_cast<const char *>(nullptr)};
        const std::array values{"3", "10000", url_.c_str(), "UTF8",
                                static_cast<const char *>(nullptr)};
        prepared_.clear();
        connection_.reset(PQconnectdbParams(keywords.data(), values.data(), 1));
        if (!connection_) throw std::bad_alloc();
        if (PQstatus(connection_.get()) != CONNECTION_OK) {
            const auto message = first_line(PQerrorMessage(connection_.get()));
            connection_.reset();
            throw Unavailable(message);
        }
        try {
            set_up();
        } catch (...) {
            connection_.reset(); // a half prepared connection is useless
            throw;
        }
    }

    void set_up() {
        PQsetNoticeReceiver(connection_.get(), [](void *, const PGresult *) {}, nullptr);
        // Otherwise a worker that hangs, or whose machine died, would keep its rows locked.
        execute("SET idle_in_transaction_session_timeout = '" + std::to_string(lease_.count()) +
                "s'");
        if (commit_ == Commit::soon) execute("SET synchronous_commit = off");
        if (!has_schema_) execute(std::string(schema_lock) + schema);
        has_schema_ = true;
    }

    void execute(const std::string &sql) { await(PQsendQuery(connection_.get(), sql.c_str())); }

    const std::string &prepare(const std::string &sql) {
        auto &name = prepared_[sql];
        if (name.empty()) {
            auto new_name = "receiver_" + std::to_string(++statements_);
            await(PQsendPrepare(connection_.get(), new_name.c_str(), sql.c_str(), 0, nullptr));
            name = std::move(new_name);
        }
        return name;
    }

    /// The last reply. libpq itself would wait forever for a server that hangs.
    Reply await(int sent) {
        Reply last;
        while (sent) {
            while (PQisBusy(connection_.get())) {
                pollfd socket{PQsocket(connection_.get()), POLLIN, 0};
                if (poll(&socket, 1, commit_ == Commit::durable ? reply_timeout_ms : -1) == 0) {
                    connection_.reset();
                    throw Unavailable("the database server does not answer");
                }
                if (!PQconsumeInput(connection_.get())) break; // PQgetResult reports why
            }
            Reply next(PQgetResult(connection_.get()));
            if (!next) break;
            last = std::move(next);
        }
        check(last.get());
        return last;
    }

    void check(const PGresult *reply) {
        const auto status = PQresultStatus(reply);
        if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return;

        const char *field = PQresultErrorField(reply, PG_DIAG_SQLSTATE);
        const std::string state = field ? field : "";
        const char *primary = PQresultErrorField(reply, PG_DIAG_MESSAGE_PRIMARY);
        // Without the detail, which may quote data.
        const auto message = first_line(primary ? primary : PQerrorMessage(connection_.get()));

        const auto begins = [&](const char *code) { return state.rfind(code, 0) == 0; };
        const bool is_transient =
            state.empty() ||
            std::any_of(std::begin(transient_sqlstates), std::end(transient_sqlstates), begins);
        if (is_transient || PQstatus(connection_.get()) != CONNECTION_OK) connection_.reset();
        if (is_transient) throw Unavailable(message);
        throw DatabaseError(message + " (SQLSTATE " + state + ")");
    }

    static Row read_row(const PGresult *reply, int i) {
        Row row;
        for (int j = 0; j < PQnfields(reply); j++) {
            row.push_back(PQgetisnull(reply, i, j) ? std::nullopt : Value(PQgetvalue(reply, i, j)));
        }
        return row;
    }

    const std::string url_;
    const std::chrono::seconds lease_;
    const Commit commit_;
    Connection connection_;
    std::map<std::string, std::string> prepared_; ///< the names of statements, by their SQL
    std::size_t statements_ = 0;
    bool has_schema_ = false;
};

} // namespace

std::unique_ptr<Database> open_postgres(const std::string &url, std::chrono::seconds lease,
                                        Commit commit) {
    return std::make_unique<Postgres>(url, lease, commit);
}

} // namespace receiver
