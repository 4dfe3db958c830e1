// SIGTERM and SIGINT, waited for instead of handled.

#ifndef SIGNALS_HPP
#define SIGNALS_HPP

#include <chrono>
#include <csignal>
#include <ctime>

namespace receiver {

class StopSignals {
public:
    /// To be made before any thread: threads inherit that the signals are blocked.
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

    /// Waits that long at most; true once it is time to stop.
    bool wait_for(std::chrono::milliseconds limit) const {
        const std::timespec time{limit.count() / 1000, limit.count() % 1000 * 1'000'000};
        return sigtimedwait(&set_, nullptr, &time) > 0;
    }

private:
    sigset_t set_;
};

} // namespace receiver

#endif
