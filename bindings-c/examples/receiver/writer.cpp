#include "writer.hpp"

#include <algorithm>
#include <iostream>
#include <iterator>
#include <utility>

namespace receiver {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using Job = Writer::Job;

constexpr std::size_t batch_limit = 256;
constexpr auto retry_pause = 100ms;

void finish(std::vector<Job> &jobs, Writer::Outcome outcome) {
    for (const auto &job : jobs) job.done(outcome);
    jobs.clear();
}

} // namespace

Writer::Writer(Inbox inbox) : inbox_(std::move(inbox)), thread_([this] { run(); }) {}

bool Writer::submit(Job job) {
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) return false;
        queue_.push_back(std::move(job));
    }
    wake_.notify_one();
    return true;
}

void Writer::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void Writer::run() {
    std::vector<Job> batch;
    bool is_unavailable = false;
    for (;;) {
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [&] { return stopping_ || !queue_.empty() || !batch.empty(); });
            const auto room = batch_limit - std::min(batch_limit, batch.size());
            const auto count = std::min(room, queue_.size());
            const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(count);
            std::move(queue_.begin(), end, std::back_inserter(batch));
            queue_.erase(queue_.begin(), end);
            if (batch.empty()) return;
        }
        try {
            store(batch);
            is_unavailable = false;
        } catch (const Unavailable &error) {
            if (!std::exchange(is_unavailable, true))
                std::cerr << "store: " << error.what() << std::endl;
            const auto late = std::stable_partition(batch.begin(), batch.end(), [](const Job &job) {
                return Clock::now() < job.deadline;
            });
            std::vector<Job> given_up(std::make_move_iterator(late),
                                      std::make_move_iterator(batch.end()));
            batch.erase(late, batch.end());
            finish(given_up, Outcome::unavailable);
            std::this_thread::sleep_for(retry_pause);
        }
    }
}

/// Stores the batch, finishes its jobs and empties it. If a delivery cannot be stored, only its own job
/// fails. After Unavailable, the jobs that remain in the batch are still to be stored.
void Writer::store(std::vector<Job> &batch) {
    std::vector<const Delivery *> deliveries;
    for (const auto &job : batch) {
        if (job.delivery) deliveries.push_back(&*job.delivery);
    }
    try {
        inbox_.store(deliveries);
        finish(batch, Outcome::stored);
    } catch (const DatabaseError &) {
        while (!batch.empty()) {
            batch.back().done(store_alone(batch.back()));
            batch.pop_back();
        }
    }
}

Writer::Outcome Writer::store_alone(const Job &job) {
    try {
        inbox_.store(job.delivery ? std::vector{&*job.delivery} : std::vector<const Delivery *>());
        return Outcome::stored;
    } catch (const DatabaseError &error) {
        std::cerr << "store: " << error.what() << std::endl;
        return Outcome::failed;
    }
}

} // namespace receiver
