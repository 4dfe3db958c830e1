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
    std::chrono::seconds lease; ///< how long an event is its worker's; then it is due again
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

    /// Handles an event; false if it is no longer due, or another worker has it. It is claimed for
    /// the length of a lease, which counts as an attempt whatever becomes of it. What `handle` does
    /// in the database and the mark are one transaction: a worker that dies has done nothing. What
    /// `handle` throws is the event's failure, and so is that no worker comes to its end. After
    /// Unavailable it is due again, with the end of its lease at the latest.
    bool work(const std::string &id, const Handle &handle, const Retries &retries);

    /// All events, by id.
    void list(const std::function<void(const Stored &)> &show);

    /// Makes a dead event pending; false if there is none of this id.
    bool retry(const std::string &id);

private:
    struct Claimed {
        std::string id;
        std::string payload;
        int attempts; ///< this one counted
    };

    std::optional<Claimed> claim(const std::string &id, std::chrono::seconds lease);
    bool settle(const Claimed &event, const Handle &handle);
    void fail(const Claimed &event, const char *error, const Retries &retries);
    void give_back(const Claimed &event);
    bool update(const Claimed &event, const std::string &changes, Row values = {},
                const std::string &condition = "");

    std::unique_ptr<Database> database_;
};

} // namespace receiver

#endif
