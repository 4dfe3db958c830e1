#include "event.hpp"

#include <utility>

namespace receiver {

namespace {

using nlohmann::json;

constexpr int depth_limit = 128;

/// A string that no store cuts short, which a NUL would make some do.
std::string text_of(const json &object, const char *name) {
    const auto member = object.find(name);
    if (member == object.end() || !member->is_string()) throw InvalidPayload();
    auto text = member->get<std::string>();
    if (text.find('\0') != std::string::npos) throw InvalidPayload();
    return text;
}

} // namespace

Event read_event(std::string_view payload) {
    // JSON parsers disagree on a byte order mark, on repeated names and on how deep they go: as
    // hookseal does in the languages where it reads events, refuse them.
    if (payload.substr(0, 3) == "\xef\xbb\xbf") throw InvalidPayload();
    int ids = 0;
    int names = 0;
    const auto check = [&](int depth, json::parse_event_t token, json &value) {
        if (depth > depth_limit) throw InvalidPayload();
        if (token == json::parse_event_t::key && depth == 1) {
            ids += value == "id";
            names += value == "event";
        }
        return true;
    };
    auto envelope = [&] {
        try {
            return json::parse(payload, check);
        } catch (const json::exception &) { // its message quotes the payload
            throw InvalidPayload();
        }
    }();
    if (!envelope.is_object() || ids != 1 || names != 1) throw InvalidPayload();
    auto id = text_of(envelope, "id");
    auto name = text_of(envelope, "event");
    return {std::move(id), std::move(name), std::move(envelope)};
}

} // namespace receiver
