// The durable inbox: every event that was answered with 200, by its id.

#ifndef INBOX_HPP
#define INBOX_HPP

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "database.hpp"
#include "event.hpp"

namespace receiver {

struct Delivery {
    std::string id;
    std::string event;
    std::string payload;
};

struct Retries {
    std::chrono::milliseconds base; ///< before the first retry; doubling
    int max_attempts;
};

struct Stored {
    std::string id;
    std::string event;
    std::string state; ///< "pending", "done" or "dead"
    int attempts;
    std::optional<std::string> error;
};

/// For one thread at a time. Whatever it does may throw Unavailable, and then was not done.
class Inbox {
public:
    using Handle = std::function<void(const Event &, Database &)>;

    explicit Inbox(std::unique_ptr<Database> database) : database_(std::move(database)) {}

    /// Returns once the deliveries are durable. An id that is there already stays as it is. Of no
    /// delivery, it tells whether the store answers.
    void store(const std::vector<const Delivery *> &deliveries);

    /// Ids of some events that are due, the first ones first. Nothing is claimed yet.
    std::vector<std::string> due();

    /// Handles an event; false if it is no longer due, or another worker has it. The claim, what
    /// `handle` does in the database, and the mark are one transaction: a worker that is killed has
    /// done nothing. What `handle` throws counts as a failed attempt.
    bool work(const std::string &id, const Handle &handle, const Retries &retries);

    /// All events, by id.
    void list(const std::function<void(const Stored &)> &show);

    /// Makes a dead event pending; false if there is none of this id.
    bool retry(const std::string &id);

private:
    void mark_failed(const std::string &id, int attempts, const char *error,
                     const Retries &retries);

    std::unique_ptr<Database> database_;
};

} // namespace receiver

#endif
