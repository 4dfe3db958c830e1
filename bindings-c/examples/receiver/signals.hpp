// Waits for SIGTERM and SIGINT, in place of handling them.

#ifndef SIGNALS_HPP
#define SIGNALS_HPP

#include <chrono>
#include <csignal>
#include <ctime>

namespace receiver {

class StopSignals {
public:
    /// Make it before any thread starts, because threads inherit the blocked signals.
    StopSignals() {
        sigemptyset(&set_);
        sigaddset(&set_, SIGTERM);
        sigaddset(&set_, SIGINT);
        pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    }

    void wait() const {
        int number;
        sigwait(&set_, &number);
    }

    /// Waits at most this long. Returns true if it is time to stop.
    bool wait_for(std::chrono::milliseconds limit) const {
        const std::timespec time{limit.count() / 1000, limit.count() % 1000 * 1'000'000};
        return sigtimedwait(&set_, nullptr, &time) > 0;
    }

private:
    sigset_t set_;
};

} // namespace receiver

#endif
