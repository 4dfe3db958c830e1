#include "handler.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include <nlohmann/json.hpp>

namespace {

struct Change {
    std::string_view event;
    const char *table;
    const char *state;
};

constexpr Change changes[] = {
    {"connection.activated", "connections", "active"},
    {"connection.deactivated", "connections", "inactive"},
    {"connection.deleted", "connections", "deleted"},
    {"dsync.activated", "directories", "active"},
    {"dsync.deactivated", "directories", "inactive"},
    {"dsync.deleted", "directories", "deleted"},
};

constexpr auto mark =
    "INSERT INTO handled_events (event_id, event) VALUES ($1, $2) ON CONFLICT DO NOTHING";

std::string string(hookseal_bytes bytes) {
    return bytes.len ? std::string(reinterpret_cast<const char *>(bytes.data), bytes.len) : "";
}

nlohmann::json member(const hookseal_event *event, const char *name) {
    return nlohmann::json::parse(string(hookseal_event_member(event, name)), nullptr, false);
}

std::optional<std::string> text(const nlohmann::json &value) {
    return value.is_string() ? std::optional(value.get<std::string>()) : std::nullopt;
}

void apply(Database &database, const hookseal_event *event, const std::string &name) {
    const auto *change = std::find_if(std::begin(changes), std::end(changes),
                                      [&](const Change &one) { return one.event == name; });
    if (change == std::end(changes)) return;
    auto data = member(event, "data");
    if (!data.is_object()) data = nlohmann::json::object();
    const auto id = text(data["id"]);
    auto changed_at = text(data["updated_at"]);
    if (!changed_at) changed_at = text(member(event, "created_at"));
    if (!id || !changed_at) throw std::runtime_error("the event lacks data.id or a time");
    // WorkOS's times are all in UTC. Written alike, they sort as text.
    std::replace(changed_at->begin(), changed_at->end(), ' ', 'T');
    if (!changed_at->empty() && changed_at->back() == 'Z') changed_at->pop_back();

    const Row row{id, text(data["organization_id"]), change->state, changed_at};
    const std::string table = change->table;
    database.execute("INSERT INTO " + table +
                         " AS known (id, organization_id, state, changed_at, changes)"
                         " VALUES ($1, $2, $3, $4, 1)"
                         " ON CONFLICT (id) DO UPDATE SET changes = known.changes + 1",
                     row);
    // Events come in any order: an older one does not undo a newer one, and at the same time a
    // deletion stays.
    database.execute(
        "UPDATE " + table +
            " SET organization_id = $2, state = $3, changed_at = $4"
            " WHERE id = $1 AND (changed_at < $4 OR changed_at = $4 AND state <> 'deleted')",
        row);
}

} // namespace

void handle(Database &database, const hookseal_event *event) {
    const auto name = string(hookseal_event_type(event));
    database.begin();
    const auto marked = database.execute(mark, {string(hookseal_event_id(event)), name});
    if (marked) apply(database, event, name); // otherwise it was handled before
    database.commit();
}
