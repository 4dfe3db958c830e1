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
constexpr milliseconds longest_backoff = 5s;

} // namespace

void work(const Settings &settings, const StopSignals &signals) {
    Inbox inbox(open_database(settings, Commit::soon));
    const Retries retries{settings.retry_base, settings.max_attempts};
    std::cout << "working" << std::endl;
    milliseconds pause = 0ms;
    milliseconds backoff = 0ms;
    while (!signals.wait_for(pause)) {
        try {
            pause = inbox.work(handle, retries) ? 0ms : poll_interval;
            backoff = 0ms;
        } catch (const Unavailable &error) {
            if (backoff == 0ms) std::cerr << "store: " << error.what() << std::endl;
            backoff = std::clamp(backoff * 2, 100ms, longest_backoff);
            pause = backoff;
        }
    }
}

} // namespace receiver
