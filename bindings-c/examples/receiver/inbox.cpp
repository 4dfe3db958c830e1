#include "inbox.hpp"

#include <algorithm>
#include <cmath>
#include <random>

namespace receiver {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds longest_delay = std::chrono::hours(1);

std::string in_ms(milliseconds delay) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::to_string((std::chrono::duration_cast<milliseconds>(now) + delay).count());
}

/// A quarter more or less, so that what failed together does not come back together.
milliseconds delay_after(int attempts, milliseconds base) {
    static std::mt19937 random{std::random_device{}()};
    const double doubled = static_cast<double>(base.count()) * std::pow(2, attempts - 1);
    const double delay = std::min(doubled, static_cast<double>(longest_delay.count()));
    return milliseconds(std::llround(delay * std::uniform_real_distribution(0.75, 1.25)(random)));
}

std::string placeholder(std::size_t number) { return "$" + std::to_string(number); }

} // namespace

void Inbox::store(const std::vector<const Delivery *> &deliveries) {
    if (deliveries.empty()) {
        database_->run("SELECT 1");
        return;
    }
    // In one order everywhere: two processes that insert the same ids cannot wait for each other.
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
    Transaction transaction(*database_);
    const auto claimed =
        database_->run(std::string("SELECT payload, attempts FROM inbox "
                                   "WHERE id = $1 AND state = 'pending' AND due_ms <= $2") +
                           database_->claim(),
                       {id, in_ms(milliseconds(0))});
    if (claimed.rows.empty()) return false;
    const auto &row = claimed.rows.front();
    const int attempts = std::stoi(*row[1]) + 1;

    database_->run("SAVEPOINT effect");
    try {
        handle(read_event(*row[0]), *database_);
        database_->run("UPDATE inbox SET state = 'done', attempts = $2, error = NULL WHERE id = $1",
                       {id, std::to_string(attempts)});
    } catch (const Unavailable &) {
        throw; // not the event's fault
    } catch (const std::exception &error) {
        database_->run("ROLLBACK TO SAVEPOINT effect");
        mark_failed(id, attempts, error.what(), retries);
    }
    transaction.commit();
    return true;
}

void Inbox::mark_failed(const std::string &id, int attempts, const char *error,
                        const Retries &retries) {
    const auto *state = attempts < retries.max_attempts ? "pending" : "dead";
    database_->run(
        "UPDATE inbox SET state = $2, attempts = $3, error = $4, due_ms = $5 WHERE id = $1",
        {id, state, std::to_string(attempts), error, in_ms(delay_after(attempts, retries.base))});
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
