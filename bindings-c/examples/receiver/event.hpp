// Reading a verified payload.

#ifndef EVENT_HPP
#define EVENT_HPP

#include <stdexcept>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace receiver {

struct Event {
    std::string id;
    std::string name; ///< such as "connection.activated"
    nlohmann::json json; ///< the whole envelope
};

struct InvalidPayload : std::runtime_error {
    InvalidPayload() : std::runtime_error("the payload is not the JSON of an event") {}
};

/// Throws InvalidPayload.
Event read_event(std::string_view payload);

} // namespace receiver

#endif
