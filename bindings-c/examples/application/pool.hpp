// At most four connections to the database, for any number of threads.

#ifndef POOL_HPP
#define POOL_HPP

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "database.hpp"

class Pool {
public:
    explicit Pool(std::string url) : url_(std::move(url)) {
        if (!begins("sqlite:") && !begins("postgres:") && !begins("postgresql:")) {
            throw std::invalid_argument(
                "DATABASE_URL names no database: set it to sqlite:app.db or "
                "postgres://user@host/database");
        }
    }

    /// Calls a function with a connection. If it throws, closes the connection, which rolls back.
    template <class Use> void with(Use use) {
        auto database = take();
        try {
            if (!database) database = connect();
            use(*database);
        } catch (...) {
            database.reset();
            put_back(nullptr);
            throw;
        }
        put_back(std::move(database));
    }

private:
    bool begins(const char *scheme) const { return url_.rfind(scheme, 0) == 0; }

    std::unique_ptr<Database> connect() const {
        return begins("sqlite:") ? connect_sqlite(url_.substr(url_.find(':') + 1))
                                 : connect_postgres(url_);
    }

    /// A connection, or null and the permission to make one.
    std::unique_ptr<Database> take() {
        std::unique_lock lock(mutex_);
        const auto is_free = [&] { return permits_ > 0; };
        if (!released_.wait_for(lock, std::chrono::seconds(2), is_free)) {
            throw std::runtime_error("all connections to the database are in use");
        }
        permits_--;
        if (idle_.empty()) return nullptr;
        auto database = std::move(idle_.back());
        idle_.pop_back();
        return database;
    }

    void put_back(std::unique_ptr<Database> database) {
        {
            const std::lock_guard lock(mutex_);
            permits_++;
            if (database) idle_.push_back(std::move(database));
        }
        released_.notify_one();
    }

    const std::string url_;
    std::mutex mutex_;
    std::condition_variable released_;
    int permits_ = 4;
    std::vector<std::unique_ptr<Database>> idle_;
};

#endif
