// The durable inbox. It has every event that was answered with 200, by its id.

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
    std::chrono::milliseconds base; ///< the pause before the first retry; it doubles each time
    int max_attempts;
    std::chrono::seconds lease; ///< how long a worker may take for an event; then it is due again
};

struct Stored {
    std::string id;
    std::string event;
    std::string state; ///< "pending", "done" or "dead"
    int attempts;
    std::optional<std::string> error;
};

/// Only one thread at a time may use it. Every function may throw Unavailable; then it has changed
/// nothing.
class Inbox {
public:
    using Handle = std::function<void(const Event &, Database &)>;

    explicit Inbox(std::unique_ptr<Database> database) : database_(std::move(database)) {}

    /// Returns once the deliveries are durable. An id that is already stored is not changed. With an
    /// empty list, only checks that the store answers.
    void store(const std::vector<const Delivery *> &deliveries);

    /// The ids of some events that are due, the oldest first. Claims nothing.
    std::vector<std::string> due();

    /// Handles an event; false if it is no longer due, or another worker has it. Claiming it for the
    /// length of a lease counts as an attempt. The effect of `handle` in the database and the mark
    /// are one transaction, so a worker that dies has changed nothing. The attempt fails if `handle`
    /// throws, or if the worker crashes or outlives its lease. After Unavailable the event is due
    /// again, at the end of its lease at the latest.
    bool work(const std::string &id, const Handle &handle, const Retries &retries);

    /// All events, by id.
    void list(const std::function<void(const Stored &)> &show);

    /// Makes a dead event pending; false if there is none of this id.
    bool retry(const std::string &id);

private:
    struct Claimed {
        std::string id;
        std::string payload;
        int attempts; ///< including this one
    };

    std::optional<Claimed> claim(const std::string &id, std::chrono::seconds lease);
    bool settle(const Claimed &event, const Handle &handle);
    void fail(const Claimed &event, const char *error, const Retries &retries);
    void release(const Claimed &event);
    bool update(const Claimed &event, const std::string &changes, Row values = {},
                const std::string &condition = "");

    std::unique_ptr<Database> database_;
};

} // namespace receiver

#endif
