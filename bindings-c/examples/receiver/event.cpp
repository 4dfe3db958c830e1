#include "event.hpp"

#include <stdexcept>
#include <utility>

#include <hookseal.hpp>

namespace receiver {

namespace {

/// PostgreSQL's text cannot contain a NUL; the text would end there.
std::string storable(std::string_view text) {
    if (text.find('\0') != text.npos) throw std::runtime_error("a NUL in the event's id or type");
    return std::string(text);
}

} // namespace

Envelope read_envelope(const hookseal::Event &event) {
    return {storable(event.id()), storable(event.type())};
}

Event read_event(std::string_view payload) {
    auto [id, name] = read_envelope(hookseal::read_event(payload));
    auto json = nlohmann::json::parse(payload, nullptr,
                                      false); // no exception, because its text quotes the payload
    if (json.is_discarded()) throw std::runtime_error("the JSON library cannot read the event");
    return {std::move(id), std::move(name), std::move(json)};
}

} // namespace receiver
