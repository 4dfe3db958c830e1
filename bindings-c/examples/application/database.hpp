// A connection to SQLite or PostgreSQL. Each wait for either has a deadline.

#ifndef DATABASE_HPP
#define DATABASE_HPP

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

using Row = std::vector<std::optional<std::string>>;

/// Its functions throw std::runtime_error. Then close it, which rolls the transaction back.
class Database {
public:
    virtual ~Database() = default;

    virtual void begin() = 0;

    /// Executes a statement with values for $1, $2, ... Returns the number of rows that it wrote.
    virtual std::size_t execute(const std::string &sql, const Row &values = {}) = 0;

    void commit() { execute("COMMIT"); }
};

// Both open it, and create the tables that are missing.
std::unique_ptr<Database> connect_sqlite(const std::string &path);
std::unique_ptr<Database> connect_postgres(const std::string &url);

inline const std::string tables = R"(
CREATE TABLE IF NOT EXISTS handled_events
    (event_id TEXT PRIMARY KEY, event TEXT, handled_at TIMESTAMPTZ DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE IF NOT EXISTS connections
    (id TEXT PRIMARY KEY, organization_id TEXT, state TEXT, changed_at TEXT, changes INTEGER);
CREATE TABLE IF NOT EXISTS directories
    (id TEXT PRIMARY KEY, organization_id TEXT, state TEXT, changed_at TEXT, changes INTEGER);
)";

#endif
