// Reads the parts of an event that the receiver needs.

#ifndef EVENT_HPP
#define EVENT_HPP

#include <string>
#include <string_view>

#include <hookseal.hpp>
#include <nlohmann/json.hpp>

namespace receiver {

/// What the inbox needs to know.
struct Envelope {
    std::string id;
    std::string name; ///< such as "connection.activated"
};

/// What a handler gets.
struct Event {
    std::string id;
    std::string name;
    nlohmann::json json; ///< the whole envelope
};

/// Throws std::runtime_error if the id or the name cannot be stored.
Envelope read_envelope(const hookseal::Event &event);

/// Reads a payload that was verified before it was stored.
Event read_event(std::string_view payload);

} // namespace receiver

#endif
