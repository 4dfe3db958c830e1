#include <algorithm>
#include <stdexcept>

#include <sqlite3.h>

#include "database.hpp"

namespace {

constexpr int busy_timeout_ms = 5000; // for another writer's lock

struct Close {
    void operator()(sqlite3 *handle) const noexcept { sqlite3_close(handle); }
    void operator()(sqlite3_stmt *statement) const noexcept { sqlite3_finalize(statement); }
};

class Sqlite final : public Database {
public:
    explicit Sqlite(const std::string &path) {
        sqlite3 *handle = nullptr;
        const int status = sqlite3_open(path.c_str(), &handle);
        handle_.reset(handle);
        check(status);
        check(sqlite3_busy_timeout(handle, busy_timeout_ms));
        check(sqlite3_exec(handle, ("PRAGMA journal_mode = WAL;" + tables).c_str(), nullptr,
                           nullptr, nullptr));
    }

    void begin() override { execute("BEGIN IMMEDIATE", {}); }

    std::size_t execute(const std::string &sql, const Row &values) override {
        std::string numbered = sql;
        std::replace(numbered.begin(), numbered.end(), '$', '?');
        sqlite3_stmt *prepared = nullptr;
        check(sqlite3_prepare_v2(handle_.get(), numbered.c_str(), -1, &prepared, nullptr));
        const std::unique_ptr<sqlite3_stmt, Close> statement(prepared);
        int index = 0;
        for (const auto &value : values) {
            if (++index; value) {
                check(sqlite3_bind_text(prepared, index, value->data(),
                                        static_cast<int>(value->size()), SQLITE_STATIC));
            }
        }
        check(sqlite3_step(prepared));
        return static_cast<std::size_t>(sqlite3_changes(handle_.get()));
    }

private:
    void check(int status) const {
        if (status != SQLITE_OK && status != SQLITE_DONE) {
            throw std::runtime_error(sqlite3_errmsg(handle_.get()));
        }
    }

    std::unique_ptr<sqlite3, Close> handle_;
};

} // namespace

std::unique_ptr<Database> connect_sqlite(const std::string &path) {
    return std::make_unique<Sqlite>(path);
}
