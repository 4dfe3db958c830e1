#include "handler.hpp"

#include <algorithm>
#include <iterator>

namespace receiver {

namespace {

struct Effect {
    std::string_view event;
    const char *table;
    const char *state;
};

constexpr Effect effects[] = {
    {"connection.activated", "connections", "active"},
    {"connection.deactivated", "connections", "inactive"},
    {"connection.deleted", "connections", "deleted"},
    {"dsync.activated", "directories", "active"},
    {"dsync.deactivated", "directories", "inactive"},
    {"dsync.deleted", "directories", "deleted"},
};

Value find_text(const nlohmann::json &object, const char *name) {
    if (!object.is_object()) return std::nullopt;
    const auto member = object.find(name);
    if (member == object.end() || !member->is_string()) return std::nullopt;
    return member->get<std::string>();
}

void apply(const Effect &effect, const Event &event, Database &database) {
    const auto data = event.json.value("data", nlohmann::json());
    const auto id = find_text(data, "id");
    if (!id) throw std::runtime_error("data.id is not a string");
    const auto created_at = find_text(event.json, "created_at");
    if (!created_at) throw std::runtime_error("created_at is not a string");
    const Row parameters{id, find_text(data, "organization_id"), effect.state, created_at};

    const std::string table = effect.table;
    database.run("INSERT INTO " + table +
                     " AS known (id, organization_id, state, changed_at, changes) "
                     "VALUES ($1, $2, $3, $4, 1) "
                     "ON CONFLICT (id) DO UPDATE SET changes = known.changes + 1",
                 parameters);
    // Events may come out of order: an older one counts but changes nothing. WorkOS writes all
    // times in one form, so that the order of the texts is that of the times.
    database.run("UPDATE " + table +
                     " SET organization_id = $2, state = $3, changed_at = $4 "
                     "WHERE id = $1 AND changed_at <= $4",
                 parameters);
}

} // namespace

void handle(const Event &event, Database &database) {
    const auto first =
        database.run("INSERT INTO handled (event_id, event) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                     {event.id, event.name});
    if (first.changed == 0) return;
    const auto *effect = std::find_if(std::begin(effects), std::end(effects),
                                      [&](const Effect &one) { return one.event == event.name; });
    if (effect != std::end(effects)) apply(*effect, event, database);
}

} // namespace receiver
