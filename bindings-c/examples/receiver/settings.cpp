#include "settings.hpp"

#include <charconv>
#include <cstdlib>
#include <iterator>
#include <sstream>
#include <string_view>

namespace receiver {

namespace {

std::optional<std::string> read(const char *name) {
    const char *value = std::getenv(name);
    return value && *value ? std::optional<std::string>(value) : std::nullopt;
}

int read_number(const char *name, int fallback, int min, int max) {
    const auto text = read(name);
    if (!text) return fallback;
    int number = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (error != std::errc() || end != text->data() + text->size() || number < min ||
        number > max) {
        throw SettingsError(std::string(name) + " must be a whole number from " +
                            std::to_string(min) + " to " + std::to_string(max));
    }
    return number;
}

std::vector<std::string> words(const std::string &text) {
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), std::istream_iterator<std::string>()};
}

} // namespace

Settings read_settings() {
    return {
        words(read("WORKOS_WEBHOOK_SECRET").value_or("")),
        read("HOST").value_or("127.0.0.1"),
        std::to_string(read_number("PORT", 8000, 0, 65535)),
        read("INBOX_PATH").value_or("inbox.db"),
        read("DATABASE_URL"),
        std::chrono::milliseconds(read_number("RETRY_BASE_MS", 1000, 1, 3'600'000)),
        read_number("MAX_ATTEMPTS", 8, 1, 1000),
        std::chrono::seconds(read_number("LEASE_SECONDS", 30, 1, 86'400)),
    };
}

} // namespace receiver
