// The interface to the database. The inbox and the handler use the same SQL for SQLite and PostgreSQL;
// sqlite.cpp and postgres.cpp only execute it.

#ifndef DATABASE_HPP
#define DATABASE_HPP

#include <cstddef>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "settings.hpp"

namespace receiver {

/// The database cannot be reached, is busy, or asks to repeat the transaction: try again later.
struct Unavailable : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The statement is at fault.
struct DatabaseError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Numbers travel as text.
using Value = std::optional<std::string>;
using Row = std::vector<Value>;

struct Result {
    std::vector<Row> rows;
    std::size_t changed;
};

enum class Commit {
    durable, ///< on the disk when it returns
    /// Needs no sync, but a power cut may undo the last transactions. That is fine for a worker: the
    /// effect and the mark are one transaction, so it handles the event again. The count of an
    /// attempt may be undone too. That matters only for an event that crashes the database's
    /// machine: it may be tried more often.
    soon,
};

/// Only one thread at a time may use it. It connects at the first use, and again after the connection
/// was lost.
class Database {
public:
    virtual ~Database() = default;

    /// Runs one statement, with the parameters $1, $2, ... Throws Unavailable and DatabaseError.
    virtual Result run(const std::string &sql, const Row &parameters = {}) = 0;

    /// The statement that begins a transaction that will write.
    virtual const char *begin() const = 0;

    /// Rolls the transaction back. Does nothing if the connection was lost already.
    virtual void roll_back() noexcept = 0;
};

/// PostgreSQL if DATABASE_URL is set, else SQLite.
std::unique_ptr<Database> open_database(const Settings &settings, Commit commit);

std::unique_ptr<Database> open_sqlite(const std::string &path, Commit commit);
std::unique_ptr<Database> open_postgres(const std::string &url, std::chrono::seconds lease,
                                        Commit commit);

/// Rolled back unless it is committed.
class Transaction {
public:
    explicit Transaction(Database &database) : database_(database) {
        database_.run(database_.begin());
    }
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;
    ~Transaction() {
        if (!committed_) database_.roll_back();
    }

    void commit() {
        database_.run("COMMIT");
        committed_ = true;
    }

private:
    Database &database_;
    bool committed_ = false;
};

} // namespace receiver

#endif
