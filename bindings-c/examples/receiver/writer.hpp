// Group commit: all requests that wait for the disk at the same time share one sync.

#ifndef WRITER_HPP
#define WRITER_HPP

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "inbox.hpp"

namespace receiver {

class Writer {
public:
    enum class Outcome { stored, unavailable, failed };

    struct Job {
        std::optional<Delivery> delivery; ///< if empty, only checks that the store answers
        std::chrono::steady_clock::time_point deadline; ///< for an unavailable store
        std::function<void(Outcome)> done; ///< called once, by the writer's thread
    };

    explicit Writer(Inbox inbox);
    ~Writer() { stop(); }

    /// Returns false after stop(), and then never calls `done`.
    bool submit(Job job);

    /// Finishes all jobs that were submitted, and accepts no more.
    void stop();

private:
    void run();
    void store(std::vector<Job> &batch);
    Outcome store_alone(const Job &job);

    Inbox inbox_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<Job> queue_;
    bool stopping_ = false;
    std::thread thread_;
};

} // namespace receiver

#endif
