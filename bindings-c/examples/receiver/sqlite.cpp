#include <algorithm>
#include <map>
#include <utility>

#include <sqlite3.h>

#include "database.hpp"
#include "schema.hpp"

namespace receiver {

namespace {

struct Close {
    void operator()(sqlite3 *handle) const noexcept { sqlite3_close(handle); }
};
struct Finalize {
    void operator()(sqlite3_stmt *statement) const noexcept { sqlite3_finalize(statement); }
};
struct Reset {
    void operator()(sqlite3_stmt *statement) const noexcept { sqlite3_reset(statement); }
};
using Handle = std::unique_ptr<sqlite3, Close>;
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

constexpr int busy_timeout_ms = 2000;

void check(sqlite3 *handle, int status) {
    switch (status & 0xff) { // the primary code, without the extension
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_CANTOPEN:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
        throw Unavailable(sqlite3_errmsg(handle));
    default:
        throw DatabaseError(sqlite3_errmsg(handle));
    }
}

class Sqlite final : public Database {
public:
    Sqlite(std::string path, Commit commit) : path_(std::move(path)), commit_(commit) {}

    Result run(const std::string &sql, const Row &parameters) override {
        if (!handle_) open();
        // A statement that was not reset keeps its locks.
        const std::unique_ptr<sqlite3_stmt, Reset> statement(prepare(sql));
        for (std::size_t i = 0; i < parameters.size(); i++) bind(statement.get(), i, parameters[i]);
        Result result{};
        int status;
        while ((status = sqlite3_step(statement.get())) == SQLITE_ROW) {
            result.rows.push_back(read_row(statement.get()));
        }
        check(handle_.get(), status);
        result.changed = static_cast<std::size_t>(sqlite3_changes(handle_.get()));
        return result;
    }

    // Takes the write lock at once. SQLite refuses a later write if another process wrote meanwhile.
    const char *begin() const override { return "BEGIN IMMEDIATE"; }

    void roll_back() noexcept override {
        if (handle_ && !sqlite3_get_autocommit(handle_.get())) {
            sqlite3_exec(handle_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
        }
    }

private:
    void open() {
        sqlite3 *opened = nullptr;
        const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
        const int status = sqlite3_open_v2(path_.c_str(), &opened, flags, nullptr);
        Handle handle(opened);
        check(handle.get(), status);
        const auto run = [&](const std::string &sql) {
            check(handle.get(), sqlite3_exec(handle.get(), sql.c_str(), nullptr, nullptr, nullptr));
        };
        check(handle.get(), sqlite3_busy_timeout(handle.get(), busy_timeout_ms));
        run("PRAGMA journal_mode = WAL");
        run(commit_ == Commit::durable ? "PRAGMA synchronous = FULL"
                                       : "PRAGMA synchronous = NORMAL");
        run(std::string("BEGIN IMMEDIATE;") + schema + "COMMIT");
        handle_ = std::move(handle);
    }

    sqlite3_stmt *prepare(const std::string &sql) {
        auto &statement = statements_[sql];
        if (!statement) {
            auto text = sql;
            std::replace(text.begin(), text.end(), '$', '?'); // SQLite numbers them ?1, ?2, ...
            sqlite3_stmt *prepared = nullptr;
            check(handle_.get(), sqlite3_prepare_v3(handle_.get(), text.c_str(), -1,
                                                    SQLITE_PREPARE_PERSISTENT, &prepared, nullptr));
            statement.reset(prepared);
        }
        return statement.get();
    }

    // The parameters outlive the step, so SQLite need not copy them.
    void bind(sqlite3_stmt *statement, std::size_t i, const Value &value) {
        const int index = static_cast<int>(i) + 1;
        check(handle_.get(), value ? sqlite3_bind_text64(statement, index, value->data(),
                                                         value->size(), SQLITE_STATIC, SQLITE_UTF8)
                                   : sqlite3_bind_null(statement, index));
    }

    static Row read_row(sqlite3_stmt *statement) {
        Row row;
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(statement, i));
            const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, i));
            row.push_back(text ? Value(std::string(text, size)) : std::nullopt);
        }
        return row;
    }

    const std::string path_;
    const Commit commit_;
    Handle handle_;
    std::map<std::string, Statement> statements_;
};

} // namespace

std::unique_ptr<Database> open_sqlite(const std::string &path, Commit commit) {
    return std::make_unique<Sqlite>(path, commit);
}

} // namespace receiver
