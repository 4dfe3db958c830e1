#include "inbox.hpp"

#include <algorithm>
#include <cmath>
#include <random>

namespace receiver {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds max_backoff = std::chrono::hours(1);

std::string in_ms(milliseconds delay) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::to_string((std::chrono::duration_cast<milliseconds>(now) + delay).count());
}

/// Varies by a quarter, so that events that failed together are not retried together.
milliseconds delay_after(int attempts, milliseconds base) {
    static std::mt19937 random{std::random_device{}()};
    const double doubled = static_cast<double>(base.count()) * std::pow(2, attempts - 1);
    const double delay = std::min(doubled, static_cast<double>(max_backoff.count()));
    return milliseconds(std::llround(delay * std::uniform_real_distribution(0.75, 1.25)(random)));
}

/// A handler's error may contain bytes that are not UTF-8, which PostgreSQL and JSON refuse.
std::string in_utf8(const char *text) {
    using nlohmann::json;
    const auto replaced = json(text).dump(-1, ' ', false, json::error_handler_t::replace);
    return json::parse(replaced).get<std::string>();
}

std::string placeholder(std::size_t number) { return "$" + std::to_string(number); }

} // namespace

void Inbox::store(const std::vector<const Delivery *> &deliveries) {
    if (deliveries.empty()) {
        database_->run("SELECT 1");
        return;
    }
    // Always in the same order, so that two processes that insert the same ids cannot deadlock.
    auto sorted = deliveries;
    std::sort(sorted.begin(), sorted.end(), [](auto *a, auto *b) { return a->id < b->id; });
    std::string sql = "INSERT INTO inbox (due_ms, id, event, payload) VALUES ";
    Row parameters{in_ms(milliseconds(0))};
    for (const auto *delivery : sorted) {
        if (parameters.size() > 1) sql += ", ";
        sql += "(CAST($1 AS BIGINT)";
        for (const auto *column : {&delivery->id, &delivery->event, &delivery->payload}) {
            parameters.push_back(*column);
            sql += ", " + placeholder(parameters.size());
        }
        sql += ")";
    }
    database_->run(sql + " ON CONFLICT (id) DO NOTHING", parameters);
}

std::vector<std::string> Inbox::due() {
    const auto found =
        database_->run("SELECT id FROM inbox WHERE state = 'pending' AND due_ms <= $1 "
                       "ORDER BY due_ms LIMIT 100",
                       {in_ms(milliseconds(0))});
    std::vector<std::string> ids;
    for (const auto &row : found.rows) ids.push_back(*row[0]);
    return ids;
}

bool Inbox::work(const std::string &id, const Handle &handle, const Retries &retries) {
    const auto event = claim(id, retries.lease);
    if (!event) return false;
    if (event->attempts > retries.max_attempts) {
        fail(*event, "every attempt crashed or outlived its lease", retries);
        return true;
    }
    try {
        return settle(*event, handle);
    } catch (const Unavailable &) { // not the event's fault
        release(*event);
        throw;
    } catch (const std::exception &error) {
        fail(*event, error.what(), retries);
        return true;
    }
}

/// Commits at once, so that the attempt counts even if it crashes this process.
std::optional<Inbox::Claimed> Inbox::claim(const std::string &id, std::chrono::seconds lease) {
    const auto claimed = database_->run("UPDATE inbox SET attempts = attempts + 1, due_ms = $3 "
                                        "WHERE id = $1 AND state = 'pending' AND due_ms <= $2 "
                                        "RETURNING payload, attempts",
                                        {id, in_ms(milliseconds(0)), in_ms(lease)});
    if (claimed.rows.empty()) return std::nullopt;
    const auto &row = claimed.rows.front();
    return Claimed{id, *row[0], std::stoi(*row[1])};
}

bool Inbox::settle(const Claimed &event, const Handle &handle) {
    Transaction transaction(*database_);
    handle(read_event(event.payload), *database_);
    if (!update(event, "state = 'done', error = NULL")) return false;
    transaction.commit();
    return true;
}

void Inbox::fail(const Claimed &event, const char *error, const Retries &retries) {
    const auto *state = event.attempts < retries.max_attempts ? "pending" : "dead";
    const auto attempts = std::min(event.attempts, retries.max_attempts);
    update(event, "state = $3, attempts = $4, error = $5, due_ms = $6",
           {state, std::to_string(attempts), in_utf8(error),
            in_ms(delay_after(attempts, retries.base))});
}

void Inbox::release(const Claimed &event) {
    try {
        // Does not count the attempt, unless the lease has expired.
        update(event, "attempts = attempts - 1, due_ms = $3", {in_ms(milliseconds(0))},
               " AND due_ms > $3");
    } catch (const Unavailable &) {
        // The lease expires anyway, and then the attempt counts.
    }
}

/// Returns false and changes nothing if the lease has expired and another worker has claimed the
/// event. The values are $3, $4, ...
bool Inbox::update(const Claimed &event, const std::string &changes, Row values,
                   const std::string &condition) {
    values.insert(values.begin(), {event.id, std::to_string(event.attempts)});
    const auto result =
        database_->run("UPDATE inbox SET " + changes +
                           " WHERE id = $1 AND attempts = $2 AND state = 'pending'" + condition,
                       values);
    return result.changed == 1;
}

void Inbox::list(const std::function<void(const Stored &)> &show) {
    std::string last;
    for (;;) {
        const auto page = database_->run("SELECT id, event, state, attempts, error FROM inbox "
                                         "WHERE id > $1 ORDER BY id LIMIT 1000",
                                         {last});
        if (page.rows.empty()) return;
        for (const auto &row : page.rows) {
            show({*row[0], *row[1], *row[2], std::stoi(*row[3]), row[4]});
        }
        last = *page.rows.back()[0];
    }
}

bool Inbox::retry(const std::string &id) {
    const auto result =
        database_->run("UPDATE inbox SET state = 'pending', attempts = 0, due_ms = $2 "
                       "WHERE id = $1 AND state = 'dead'",
                       {id, in_ms(milliseconds(0))});
    return result.changed == 1;
}

} // namespace receiver
