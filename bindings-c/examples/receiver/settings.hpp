// The settings, from environment variables.

#ifndef SETTINGS_HPP
#define SETTINGS_HPP

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace receiver {

struct SettingsError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Settings {
    std::vector<std::string> secrets; ///< WORKOS_WEBHOOK_SECRET; several while one is being rotated
    std::string host;
    std::string port;
    std::string inbox_path;
    std::optional<std::string> database_url;
    std::chrono::milliseconds retry_base;
    int max_attempts;
    std::chrono::seconds lease;
};

/// Throws SettingsError, whose text names the variable.
Settings read_settings();

} // namespace receiver

#endif
