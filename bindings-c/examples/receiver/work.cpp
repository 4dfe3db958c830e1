#include "work.hpp"

#include <algorithm>
#include <iostream>

#include "handler.hpp"
#include "inbox.hpp"

namespace receiver {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr milliseconds poll_interval = 200ms;
constexpr milliseconds max_backoff = 5s;

/// Handles the due events. Returns how long to pause before the next look, or nothing if it is time to
/// stop.
std::optional<milliseconds> work_through(Inbox &inbox, const Retries &retries,
                                         const StopSignals &signals) {
    bool has_worked = false;
    for (const auto &id : inbox.due()) {
        if (signals.wait_for(0ms)) return std::nullopt;
        has_worked |= inbox.work(id, handle, retries);
    }
    return has_worked ? 0ms : poll_interval;
}

} // namespace

void work(const Settings &settings, const StopSignals &signals) {
    Inbox inbox(open_database(settings, Commit::soon));
    const Retries retries{settings.retry_base, settings.max_attempts, settings.lease};
    std::cout << "working" << std::endl;
    std::optional<milliseconds> pause = 0ms;
    milliseconds backoff = 0ms;
    while (pause && !signals.wait_for(*pause)) {
        try {
            pause = work_through(inbox, retries, signals);
            backoff = 0ms;
        } catch (const Unavailable &error) {
            if (backoff == 0ms) std::cerr << "store: " << error.what() << std::endl;
            backoff = std::clamp(backoff * 2, 100ms, max_backoff);
            pause = backoff;
        }
    }
}

} // namespace receiver
