// hookseal for C++17: the C ABI with ownership, views and exceptions. Header only.
//
// Link with libhookseal. A Verifier may be shared by threads; a Verification may be used by one at
// a time. Views are read during the call only.

#ifndef HOOKSEAL_HPP
#define HOOKSEAL_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "hookseal.h"

namespace hookseal {

/// The name of the signature header. HTTP compares header names case-insensitively.
inline constexpr std::string_view header_name = HOOKSEAL_HEADER_NAME;

/// The usual tolerance.
inline constexpr std::chrono::seconds default_tolerance{HOOKSEAL_TOLERANCE_DEFAULT};

/// What a genuine and timely signature tells: `timestamp`, when the delivery was issued, in
/// milliseconds since the Unix epoch, and `secret_index`, which of the secrets signed it.
using Verified = hookseal_verified;

/// The library's version.
inline std::string_view version() { return hookseal_version(); }

/// Any error of hookseal's own.
class Error : public std::runtime_error {
public:
    explicit Error(hookseal_status status)
        : std::runtime_error(hookseal_last_error_message()), status_(status) {}

    hookseal_status status() const noexcept { return status_; }

    /// The stable name of the error, the same in every language: "signature_mismatch", ...
    std::string_view code() const noexcept { return hookseal_status_code(status_); }

private:
    hookseal_status status_;
};

/// A delivery was refused; `code()` says why.
class VerificationError : public Error {
public:
    VerificationError(hookseal_status status, std::optional<std::int64_t> timestamp)
        : Error(status), timestamp_(timestamp) {}

    /// When the delivery was issued, if that is what is wrong: it is genuine, but not timely.
    std::optional<std::int64_t> timestamp() const noexcept { return timestamp_; }

private:
    std::optional<std::int64_t> timestamp_;
};

/// A secret or a tolerance that may not be used.
class ConfigurationError : public Error {
public:
    using Error::Error;
};

namespace detail {

inline const std::uint8_t *bytes(std::string_view view) noexcept {
    return reinterpret_cast<const std::uint8_t *>(view.data());
}

/// Throws what a status stands for.
inline void check(hookseal_status status, std::optional<std::int64_t> timestamp = std::nullopt) {
    switch (status) {
    case HOOKSEAL_OK:
        return;
    case HOOKSEAL_INVALID_SECRET:
    case HOOKSEAL_INVALID_TOLERANCE:
        throw ConfigurationError(status);
    case HOOKSEAL_INVALID_ARGUMENT:
        throw std::invalid_argument(hookseal_last_error_message());
    case HOOKSEAL_INTERNAL_ERROR:
        throw std::logic_error(hookseal_last_error_message());
    default:
        throw VerificationError(status, timestamp);
    }
}

inline Verified accept(hookseal_status status, const Verified &verified) {
    const bool untimely =
        status == HOOKSEAL_TIMESTAMP_TOO_OLD || status == HOOKSEAL_TIMESTAMP_IN_FUTURE;
    check(status, untimely ? std::optional(verified.timestamp) : std::nullopt);
    return verified;
}

/// An absent header is a null pointer; a view of nothing is an empty header, which is the same.
struct Header {
    explicit Header(std::optional<std::string_view> header) noexcept
        : data(header ? header->data() : nullptr), size(header ? header->size() : 0) {}
    const char *data;
    std::size_t size;
};

} // namespace detail

/// A payload being verified as it arrives; made by Verifier::begin. It can be moved, not copied.
class Verification {
public:
    /// Takes the next chunk of the payload.
    Verification &update(std::string_view chunk) {
        detail::check(
            hookseal_verification_update(handle_.get(), detail::bytes(chunk), chunk.size()));
        return *this;
    }

    /// Judges the whole payload by the system clock; throws VerificationError.
    Verified finish() {
        Verified verified{};
        return detail::accept(hookseal_verification_finish(handle_.get(), &verified), verified);
    }

    /// As finish, with `now_ms` (milliseconds since the Unix epoch) for now.
    Verified finish_at(std::int64_t now_ms) {
        Verified verified{};
        return detail::accept(hookseal_verification_finish_at(handle_.get(), now_ms, &verified),
                              verified);
    }

private:
    friend class Verifier;
    struct Free {
        void operator()(hookseal_verification *handle) const noexcept {
            hookseal_verification_free(handle);
        }
    };
    explicit Verification(hookseal_verification *handle) noexcept : handle_(handle) {}
    std::unique_ptr<hookseal_verification, Free> handle_;
};

/// Verifies deliveries sent to one endpoint. Make it once. It can be moved, not copied.
class Verifier {
public:
    /// With the endpoint's secret. `tolerance` is how far the timestamp may be from now, either
    /// way; nullopt accepts a genuine delivery of any age. Throws ConfigurationError.
    explicit Verifier(std::string_view secret,
                      std::optional<std::chrono::seconds> tolerance = default_tolerance)
        : Verifier(std::vector{secret}, tolerance) {}

    /// With up to 16 secrets, while one is being rotated.
    Verifier(std::initializer_list<std::string_view> secrets,
             std::optional<std::chrono::seconds> tolerance = default_tolerance)
        : Verifier(std::vector(secrets), tolerance) {}

    explicit Verifier(const std::vector<std::string_view> &secrets,
                      std::optional<std::chrono::seconds> tolerance = default_tolerance) {
        std::vector<hookseal_bytes> list;
        list.reserve(secrets.size());
        for (const auto secret : secrets) {
            list.push_back({detail::bytes(secret), secret.size()});
        }
        // A negative number of seconds must not pass for "none".
        const auto seconds = !tolerance               ? std::int64_t{HOOKSEAL_TOLERANCE_NONE}
                             : tolerance->count() < 0 ? std::int64_t{-2}
                                                      : std::int64_t{tolerance->count()};
        hookseal_verifier *handle = nullptr;
        detail::check(hookseal_verifier_new(list.data(), list.size(), seconds, &handle));
        handle_.reset(handle);
    }

    /// Checks a delivery by the system clock: `payload` is the raw request body, `header` the value
    /// of header_name, nullopt if it is absent. Throws VerificationError.
    Verified verify(std::string_view payload, std::optional<std::string_view> header) const {
        const detail::Header value(header);
        Verified verified{};
        return detail::accept(hookseal_verify(handle_.get(), detail::bytes(payload), payload.size(),
                                              value.data, value.size, &verified),
                              verified);
    }

    /// As verify, with `now_ms` (milliseconds since the Unix epoch) for now.
    Verified verify_at(std::string_view payload, std::optional<std::string_view> header,
                       std::int64_t now_ms) const {
        const detail::Header value(header);
        Verified verified{};
        return detail::accept(hookseal_verify_at(handle_.get(), detail::bytes(payload),
                                                 payload.size(), value.data, value.size, now_ms,
                                                 &verified),
                              verified);
    }

    /// Starts to check a payload that arrives in chunks; throws VerificationError if the header
    /// alone is reason enough. The Verification may outlive the Verifier.
    Verification begin(std::optional<std::string_view> header) const {
        const detail::Header value(header);
        hookseal_verification *handle = nullptr;
        detail::check(hookseal_verification_begin(handle_.get(), value.data, value.size, &handle));
        return Verification(handle);
    }

private:
    struct Free {
        void operator()(hookseal_verifier *handle) const noexcept {
            hookseal_verifier_free(handle);
        }
    };
    std::unique_ptr<hookseal_verifier, Free> handle_;
};

/// Signs a payload as WorkOS does at `timestamp_ms` (milliseconds since the Unix epoch) and gives
/// the signature header's value: to test an endpoint with. Throws ConfigurationError, and
/// std::invalid_argument for a timestamp that no header can carry.
inline std::string sign(std::string_view secret, std::string_view payload,
                        std::int64_t timestamp_ms) {
    char header[HOOKSEAL_HEADER_SIZE];
    detail::check(hookseal_sign(detail::bytes(secret), secret.size(), detail::bytes(payload),
                                payload.size(), timestamp_ms, header, sizeof header));
    return header;
}

} // namespace hookseal

#endif // HOOKSEAL_HPP
