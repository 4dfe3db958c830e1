/// @file
/// hookseal for C++17: the C ABI with ownership, views and exceptions. Header only.
///
/// Link with libhookseal. Threads may share verifiers, events, actions and diagnoses. Only one thread at a
/// time may use a Verification. Arguments are read only during the call.
///
/// Every function that can fail exists twice: `verify` throws, `try_verify` returns a Result or a
/// Status. Without exceptions (-fno-exceptions) only the `try_` functions exist.

#ifndef HOOKSEAL_HPP
#define HOOKSEAL_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "hookseal.h"

#if defined(__cpp_exceptions) || defined(_CPPUNWIND)
/// Defined if the functions that throw exist. No type's layout depends on it.
#define HOOKSEAL_EXCEPTIONS 1
#endif

namespace hookseal {

/// The name of the signature header. HTTP compares header names case-insensitively.
inline constexpr std::string_view header_name = HOOKSEAL_HEADER_NAME;

/// The usual tolerance.
inline constexpr std::chrono::seconds default_tolerance{HOOKSEAL_TOLERANCE_DEFAULT};

/// The usual tolerance of an action.
inline constexpr std::chrono::seconds default_action_tolerance{HOOKSEAL_ACTION_TOLERANCE_DEFAULT};

/// The usual limit of a request body, in bytes.
inline constexpr std::size_t default_body_limit = HOOKSEAL_BODY_LIMIT_DEFAULT;

/// What a genuine signature shows. `timestamp` is when the delivery was issued, in milliseconds since
/// the Unix epoch. `secret_index` is which of the secrets signed it, from 0.
using Verified = hookseal_verified;

/// The library's version.
inline std::string_view version() noexcept { return hookseal_version(); }

/// @cond internal
namespace detail {

template <class T>
inline constexpr bool is_byte = sizeof(T) == 1 && !std::is_same_v<T, bool> &&
                                (std::is_same_v<T, std::byte> || std::is_integral_v<T>);

template <class T, class = void> inline constexpr bool has_bytes = false;
template <class T>
inline constexpr bool has_bytes<T, std::void_t<decltype(*std::declval<const T &>().data()),
                                               decltype(std::declval<const T &>().size())>> =
    is_byte<std::remove_cv_t<std::remove_reference_t<decltype(*std::declval<const T &>().data())>>>;

} // namespace detail
/// @endcond

/// A view of bytes that a function reads during its call. It converts from a C string (without the NUL,
/// also from a literal), and from anything with data() and size() whose elements are bytes, such as
/// std::string, std::vector<std::uint8_t> and std::span<std::byte>. A null pointer gives no bytes.
class Bytes {
public:
    /// No bytes.
    constexpr Bytes() noexcept = default;

    /// The bytes of a C string, without the NUL.
    Bytes(const char *text) noexcept : data_(text), size_(text ? std::strlen(text) : 0) {}

    /// The bytes of a container or a view.
    template <class T, std::enable_if_t<detail::has_bytes<T>, int> = 0>
    Bytes(const T &bytes) noexcept
        : data_(bytes.data()), size_(static_cast<std::size_t>(bytes.size())) {}

    /// The first byte. May be null if there are no bytes.
    const std::uint8_t *data() const noexcept { return static_cast<const std::uint8_t *>(data_); }

    /// How many bytes there are.
    std::size_t size() const noexcept { return size_; }

private:
    const void *data_ = nullptr;
    std::size_t size_ = 0;
};

/// The value of a header. It converts from everything that Bytes converts from. For an absent
/// header, pass std::nullopt, an empty std::optional, or a null pointer, which is what
/// libmicrohttpd and getenv() return.
class HeaderValue {
public:
    /// An absent header.
    HeaderValue(std::nullopt_t) noexcept {}

    /// A value of these bytes.
    HeaderValue(Bytes value) noexcept : bytes_(value) {}

    /// A value that is present, even if it is empty.
    template <class T, std::enable_if_t<std::is_convertible_v<const T &, Bytes>, int> = 0>
    HeaderValue(const T &value) noexcept : HeaderValue(Bytes(value)) {}

    /// A value that may be absent.
    template <class T, std::enable_if_t<std::is_convertible_v<const T &, Bytes>, int> = 0>
    HeaderValue(const std::optional<T> &value) noexcept
        : HeaderValue(value ? Bytes(*value) : Bytes()) {}

    /// The first byte. May be null if the header is absent or empty; hookseal treats both the same.
    const char *data() const noexcept { return reinterpret_cast<const char *>(bytes_.data()); }

    /// How many bytes the value has.
    std::size_t size() const noexcept { return bytes_.size(); }

private:
    Bytes bytes_;
};

/// @cond internal
namespace detail {

/// Excludes a range whose iterators return new strings, because these would be destroyed before
/// they are read.
template <class T, class = void> inline constexpr bool has_secrets = false;
template <class T>
inline constexpr bool
    has_secrets<T, std::void_t<decltype(*std::begin(std::declval<const T &>()))>> =
        std::is_convertible_v<decltype(*std::begin(std::declval<const T &>())), Bytes> &&
        (std::is_reference_v<decltype(*std::begin(std::declval<const T &>()))> ||
         std::is_trivially_copyable_v<decltype(*std::begin(std::declval<const T &>()))>);

/// Secrets as the C functions take them. They point into the secrets that were passed.
class Secrets {
public:
    explicit Secrets(Bytes secret) : Secrets({secret}) {}
    Secrets(std::initializer_list<Bytes> secrets) { add(secrets); }
    template <class Range, std::enable_if_t<has_secrets<Range>, int> = 0>
    explicit Secrets(const Range &secrets) {
        add(secrets);
    }
    const hookseal_bytes *data() const noexcept { return list_.data(); }
    std::size_t size() const noexcept { return list_.size(); }

private:
    template <class Range> void add(const Range &secrets) {
        for (const Bytes secret : secrets) {
            list_.push_back({secret.data(), secret.size()});
        }
    }
    std::vector<hookseal_bytes> list_;
};

/// C takes -1 for "none", so every negative number of seconds becomes -2, which is invalid.
inline std::int64_t seconds(const std::optional<std::chrono::seconds> &tolerance) noexcept {
    return !tolerance               ? std::int64_t{HOOKSEAL_TOLERANCE_NONE}
           : tolerance->count() < 0 ? std::int64_t{-2}
                                    : std::int64_t{tolerance->count()};
}

inline std::string_view view(hookseal_bytes bytes) noexcept {
    return {reinterpret_cast<const char *>(bytes.data), bytes.len};
}

} // namespace detail
/// @endcond

#ifdef HOOKSEAL_EXCEPTIONS

/// The base of hookseal's own errors.
class Error : public std::runtime_error {
public:
    /// Takes the status that the C function returned, and the text of hookseal_last_error_message().
    Error(hookseal_status status, const std::string &message)
        : std::runtime_error(message), status_(status) {}

    /// The status that the C function returned.
    hookseal_status status() const noexcept { return status_; }

    /// The stable name of the error, the same in every language: "signature_mismatch", ...
    std::string_view code() const noexcept { return hookseal_status_code(status_); }

    /// The HTTP status to answer with.
    int http_status() const noexcept { return hookseal_status_http(status_); }

private:
    hookseal_status status_;
};

/// A delivery was refused. `code()` says why.
class VerificationError : public Error {
public:
    /// Takes also the timestamp of a delivery that is genuine but not timely.
    VerificationError(hookseal_status status, const std::string &message,
                      std::optional<std::int64_t> timestamp)
        : Error(status, message), timestamp_(timestamp) {}

    /// When the delivery was issued, if it is genuine but not timely.
    std::optional<std::int64_t> timestamp() const noexcept { return timestamp_; }

private:
    std::optional<std::int64_t> timestamp_;
};

/// A secret or a tolerance is invalid.
class ConfigurationError : public Error {
public:
    using Error::Error;
};

#endif

/// The result of a call, without an exception.
class [[nodiscard]] Status {
public:
    /// Takes the message and the timestamp of a failure from this thread's last failed call.
    explicit Status(hookseal_status status)
        : status_(status), message_(status ? hookseal_last_error_message() : ""),
          timestamp_(status ? hookseal_last_error_timestamp() : -1) {}

    /// Whether it succeeded.
    explicit operator bool() const noexcept { return status_ == HOOKSEAL_OK; }

    /// The status that the C function returned.
    hookseal_status status() const noexcept { return status_; }

    /// The stable name, the same in every language: "ok", "signature_mismatch", ...
    std::string_view code() const noexcept { return hookseal_status_code(status_); }

    /// What was wrong and what to do about it. Empty after a success.
    const std::string &message() const noexcept { return message_; }

    /// The HTTP status to answer with.
    int http_status() const noexcept { return hookseal_status_http(status_); }

    /// When the delivery was issued, if it is genuine but not timely.
    std::optional<std::int64_t> timestamp() const noexcept {
        return timestamp_ < 0 ? std::nullopt : std::optional(timestamp_);
    }

#ifdef HOOKSEAL_EXCEPTIONS
    /// Throws if the call failed: VerificationError or ConfigurationError, std::invalid_argument for
    /// misuse, and std::logic_error if hookseal itself failed.
    void check() const {
        switch (status_) {
        case HOOKSEAL_OK:
            return;
        case HOOKSEAL_INVALID_SECRET:
        case HOOKSEAL_INVALID_TOLERANCE:
            throw ConfigurationError(status_, message_);
        case HOOKSEAL_INVALID_ARGUMENT:
            throw std::invalid_argument(message_);
        case HOOKSEAL_INTERNAL_ERROR:
            throw std::logic_error(message_);
        default:
            throw VerificationError(status_, message_, timestamp());
        }
    }
#endif

private:
    hookseal_status status_;
    std::string message_;
    std::int64_t timestamp_;
};

/// The value that a call returned, or why it failed.
template <class T> class [[nodiscard]] Result : public Status {
public:
    /// Holds `value` if the status is HOOKSEAL_OK.
    Result(hookseal_status status, T &&value) : Status(status) {
        if (status == HOOKSEAL_OK) value_.emplace(std::move(value));
    }

    /// Whether there is a value.
    bool has_value() const noexcept { return value_.has_value(); }

    /// The value, which must exist.
    T &operator*() & noexcept { return *value_; }
    /// The value, which must exist.
    const T &operator*() const & noexcept { return *value_; }
    /// The value, which must exist.
    T &&operator*() && noexcept { return *std::move(value_); }
    /// The value, which must exist.
    T *operator->() noexcept { return &*value_; }
    /// The value, which must exist.
    const T *operator->() const noexcept { return &*value_; }

#ifdef HOOKSEAL_EXCEPTIONS
    /// The value. Throws as check() does if the call failed.
    T value() && {
        check();
        return *std::move(value_);
    }
#endif

private:
    std::optional<T> value_;
};

/// An event. It can be moved, not copied. Its views are valid as long as it lives.
class Event {
public:
    /// The event's own id. It is the same in every delivery of the event. Deliveries repeat, so
    /// store the ids of processed events.
    std::string_view id() const noexcept { return detail::view(hookseal_event_id(handle_.get())); }

    /// The event's type, such as "connection.activated"; new ones appear over time.
    std::string_view type() const noexcept {
        return detail::view(hookseal_event_type(handle_.get()));
    }

    /// The JSON text of a member: "data", "created_at" or any other. A string includes its quotes.
    std::optional<std::string_view> member(std::string_view name) const {
        // As a C string, the name would end at the NUL.
        if (name.find('\0') != name.npos) return std::nullopt;
        const auto json = hookseal_event_member(handle_.get(), std::string(name).c_str());
        return json.data ? std::optional(detail::view(json)) : std::nullopt;
    }

    /// The JSON that the event was read from, byte for byte as it was signed. To keep an event, store
    /// this.
    std::string_view payload() const noexcept {
        return detail::view(hookseal_event_payload(handle_.get()));
    }

    /// Takes ownership of a handle from a C function.
    explicit Event(hookseal_event *handle) noexcept : handle_(handle) {}

private:
    struct Free {
        void operator()(hookseal_event *handle) const noexcept { hookseal_event_free(handle); }
    };
    std::unique_ptr<hookseal_event, Free> handle_;
};

/// A payload being verified as it arrives. Verifier::begin_event makes one from which an event can be
/// read, Verifier::begin one without. It can be moved, not copied.
class Verification {
public:
    /// Adds the next chunk of the payload. Fails with HOOKSEAL_PAYLOAD_TOO_LARGE if the payload becomes
    /// longer than the limit of begin_event.
    Status try_update(Bytes chunk) {
        return Status(hookseal_verification_update(handle_.get(), chunk.data(), chunk.size()));
    }

    /// Judges the whole payload by the system clock.
    Result<Verified> try_finish() {
        Verified verified{};
        const auto status = hookseal_verification_finish(handle_.get(), &verified);
        return {status, std::move(verified)};
    }

    /// Like try_finish, but `now_ms` (milliseconds since the Unix epoch) is the current time.
    Result<Verified> try_finish_at(std::int64_t now_ms) {
        Verified verified{};
        const auto status = hookseal_verification_finish_at(handle_.get(), now_ms, &verified);
        return {status, std::move(verified)};
    }

    /// Judges the whole payload by the system clock, and only then reads its event.
    Result<Event> try_finish_event() {
        hookseal_event *event = nullptr;
        const auto status = hookseal_verification_finish_event(handle_.get(), &event);
        return {status, Event(event)};
    }

    /// Like try_finish_event, but `now_ms` (milliseconds since the Unix epoch) is the current time.
    Result<Event> try_finish_event_at(std::int64_t now_ms) {
        hookseal_event *event = nullptr;
        const auto status = hookseal_verification_finish_event_at(handle_.get(), now_ms, &event);
        return {status, Event(event)};
    }

#ifdef HOOKSEAL_EXCEPTIONS
    /// Like try_update, but throws VerificationError.
    Verification &update(Bytes chunk) {
        try_update(chunk).check();
        return *this;
    }

    /// Like try_finish, but throws VerificationError.
    Verified finish() { return try_finish().value(); }

    /// Like try_finish_at, but throws VerificationError.
    Verified finish_at(std::int64_t now_ms) { return try_finish_at(now_ms).value(); }

    /// Like try_finish_event, but throws VerificationError.
    Event finish_event() { return try_finish_event().value(); }

    /// Like try_finish_event_at, but throws VerificationError.
    Event finish_event_at(std::int64_t now_ms) { return try_finish_event_at(now_ms).value(); }
#endif

    /// Takes ownership of a handle from a C function.
    explicit Verification(hookseal_verification *handle) noexcept : handle_(handle) {}

private:
    struct Free {
        void operator()(hookseal_verification *handle) const noexcept {
            hookseal_verification_free(handle);
        }
    };
    std::unique_ptr<hookseal_verification, Free> handle_;
};

/// Verifies deliveries sent to one endpoint. Make it once. It can be moved, not copied.
class Verifier {
public:
    /// How far the timestamp may be from the current time, in either direction. nullopt accepts a
    /// genuine delivery of any age.
    using Tolerance = std::optional<std::chrono::seconds>;

    /// Takes the endpoint's secret. Fails with HOOKSEAL_INVALID_SECRET, also for a null pointer,
    /// and with HOOKSEAL_INVALID_TOLERANCE.
    static Result<Verifier> try_make(Bytes secret, Tolerance tolerance = default_tolerance) {
        return make(detail::Secrets(secret), tolerance);
    }

    /// Takes up to 16 secrets, for the time of a rotation.
    static Result<Verifier> try_make(std::initializer_list<Bytes> secrets,
                                     Tolerance tolerance = default_tolerance) {
        return make(detail::Secrets(secrets), tolerance);
    }

    /// Takes the secrets in a container of strings.
    template <class Range, std::enable_if_t<detail::has_secrets<Range>, int> = 0>
    static Result<Verifier> try_make(const Range &secrets,
                                     Tolerance tolerance = default_tolerance) {
        return make(detail::Secrets(secrets), tolerance);
    }

    /// Verifies a delivery by the system clock. `payload` is the raw request body, `header` the
    /// value of the header header_name.
    Result<Verified> try_verify(Bytes payload, HeaderValue header) const {
        Verified verified{};
        const auto status = hookseal_verify(handle_.get(), payload.data(), payload.size(),
                                            header.data(), header.size(), &verified);
        return {status, std::move(verified)};
    }

    /// Like try_verify, but `now_ms` (milliseconds since the Unix epoch) is the current time.
    Result<Verified> try_verify_at(Bytes payload, HeaderValue header, std::int64_t now_ms) const {
        Verified verified{};
        const auto status = hookseal_verify_at(handle_.get(), payload.data(), payload.size(),
                                               header.data(), header.size(), now_ms, &verified);
        return {status, std::move(verified)};
    }

    /// Verifies a delivery as try_verify does, and only then reads its event.
    Result<Event> try_construct_event(Bytes payload, HeaderValue header) const {
        hookseal_event *event = nullptr;
        const auto status = hookseal_construct_event(handle_.get(), payload.data(), payload.size(),
                                                     header.data(), header.size(), &event);
        return {status, Event(event)};
    }

    /// Like try_construct_event, but `now_ms` (milliseconds since the Unix epoch) is the current time.
    Result<Event> try_construct_event_at(Bytes payload, HeaderValue header,
                                         std::int64_t now_ms) const {
        hookseal_event *event = nullptr;
        const auto status =
            hookseal_construct_event_at(handle_.get(), payload.data(), payload.size(),
                                        header.data(), header.size(), now_ms, &event);
        return {status, Event(event)};
    }

    /// Begins to verify a payload that arrives in chunks. Fails if the header alone is reason to refuse
    /// it. The Verification may outlive the Verifier.
    Result<Verification> try_begin(HeaderValue header) const {
        hookseal_verification *verification = nullptr;
        const auto status =
            hookseal_verification_begin(handle_.get(), header.data(), header.size(), &verification);
        return {status, Verification(verification)};
    }

    /// Like try_begin, but keeps the payload, at most `limit` bytes, so that an event can be read from
    /// it.
    Result<Verification> try_begin_event(HeaderValue header,
                                         std::size_t limit = default_body_limit) const {
        hookseal_verification *verification = nullptr;
        const auto status = hookseal_verification_begin_event(handle_.get(), header.data(),
                                                              header.size(), limit, &verification);
        return {status, Verification(verification)};
    }

#ifdef HOOKSEAL_EXCEPTIONS
    /// Like try_make, but throws ConfigurationError.
    explicit Verifier(Bytes secret, Tolerance tolerance = default_tolerance)
        : Verifier(try_make(secret, tolerance).value()) {}

    /// Like try_make, but throws ConfigurationError.
    Verifier(std::initializer_list<Bytes> secrets, Tolerance tolerance = default_tolerance)
        : Verifier(try_make(secrets, tolerance).value()) {}

    /// Like try_make, but throws ConfigurationError.
    template <class Range, std::enable_if_t<detail::has_secrets<Range>, int> = 0>
    explicit Verifier(const Range &secrets, Tolerance tolerance = default_tolerance)
        : Verifier(try_make(secrets, tolerance).value()) {}

    /// Like try_verify, but throws VerificationError.
    Verified verify(Bytes payload, HeaderValue header) const {
        return try_verify(payload, header).value();
    }

    /// Like try_verify_at, but throws VerificationError.
    Verified verify_at(Bytes payload, HeaderValue header, std::int64_t now_ms) const {
        return try_verify_at(payload, header, now_ms).value();
    }

    /// Like try_construct_event, but throws VerificationError.
    Event construct_event(Bytes payload, HeaderValue header) const {
        return try_construct_event(payload, header).value();
    }

    /// Like try_construct_event_at, but throws VerificationError.
    Event construct_event_at(Bytes payload, HeaderValue header, std::int64_t now_ms) const {
        return try_construct_event_at(payload, header, now_ms).value();
    }

    /// Like try_begin, but throws VerificationError.
    Verification begin(HeaderValue header) const { return try_begin(header).value(); }

    /// Like try_begin_event, but throws VerificationError.
    Verification begin_event(HeaderValue header, std::size_t limit = default_body_limit) const {
        return try_begin_event(header, limit).value();
    }
#endif

private:
    explicit Verifier(hookseal_verifier *handle) noexcept : handle_(handle) {}

    static Result<Verifier> make(const detail::Secrets &secrets, Tolerance tolerance) {
        hookseal_verifier *verifier = nullptr;
        const auto status = hookseal_verifier_new(secrets.data(), secrets.size(),
                                                  detail::seconds(tolerance), &verifier);
        return {status, Verifier(verifier)};
    }

    struct Free {
        void operator()(hookseal_verifier *handle) const noexcept {
            hookseal_verifier_free(handle);
        }
    };
    std::unique_ptr<hookseal_verifier, Free> handle_;
};

/// A verified action: the question whether a user may sign in or register. It can be moved, not copied.
/// Its views are valid as long as it lives.
class Action {
public:
    /// The action's own id.
    std::string_view id() const noexcept { return detail::view(hookseal_action_id(handle_.get())); }

    /// Which action it is: "authentication_action_context" or "user_registration_action_context"; new
    /// ones may appear over time.
    std::string_view object() const noexcept {
        return detail::view(hookseal_action_object(handle_.get()));
    }

    /// The JSON text of a member: "user", "ip_address" or any other. A string includes its quotes.
    std::optional<std::string_view> member(std::string_view name) const {
        // As a C string, the name would end at the NUL.
        if (name.find('\0') != name.npos) return std::nullopt;
        const auto json = hookseal_action_member(handle_.get(), std::string(name).c_str());
        return json.data ? std::optional(detail::view(json)) : std::nullopt;
    }

    /// The JSON that the action was read from, byte for byte as it was signed.
    std::string_view payload() const noexcept {
        return detail::view(hookseal_action_payload(handle_.get()));
    }

    /// The handle, for C functions. The action keeps it.
    const hookseal_action *handle() const noexcept { return handle_.get(); }

    /// Takes ownership of a handle from a C function.
    explicit Action(hookseal_action *handle) noexcept : handle_(handle) {}

private:
    struct Free {
        void operator()(hookseal_action *handle) const noexcept { hookseal_action_free(handle); }
    };
    std::unique_ptr<hookseal_action, Free> handle_;
};

/// The answer to an action.
class Verdict {
public:
    /// The user may sign in or register.
    static Verdict allow() noexcept { return {HOOKSEAL_ALLOW, std::nullopt}; }

    /// The user may not. `message` is what the user is told: UTF-8 of at most 500 characters. It must
    /// outlive the verdict, which only refers to it.
    static Verdict deny(HeaderValue message = std::nullopt) noexcept {
        return {HOOKSEAL_DENY, message};
    }

    /// The verdict as the C functions take it.
    hookseal_verdict value() const noexcept { return value_; }

    /// The message, which may be absent.
    HeaderValue message() const noexcept { return message_; }

private:
    Verdict(hookseal_verdict value, HeaderValue message) noexcept
        : value_(value), message_(message) {}
    hookseal_verdict value_;
    HeaderValue message_;
};

/// Verifies the requests of one AuthKit Actions endpoint, and signs the answers. Make it once. It can be
/// moved, not copied.
class ActionVerifier {
public:
    /// As for Verifier.
    using Tolerance = Verifier::Tolerance;

    /// Takes the action's own secret. Fails with HOOKSEAL_INVALID_SECRET, also for a null pointer, and
    /// with HOOKSEAL_INVALID_TOLERANCE.
    static Result<ActionVerifier> try_make(Bytes secret,
                                           Tolerance tolerance = default_action_tolerance) {
        return make(detail::Secrets(secret), tolerance);
    }

    /// Takes up to 16 secrets, for the time of a rotation.
    static Result<ActionVerifier> try_make(std::initializer_list<Bytes> secrets,
                                           Tolerance tolerance = default_action_tolerance) {
        return make(detail::Secrets(secrets), tolerance);
    }

    /// Takes the secrets in a container of strings.
    template <class Range, std::enable_if_t<detail::has_secrets<Range>, int> = 0>
    static Result<ActionVerifier> try_make(const Range &secrets,
                                           Tolerance tolerance = default_action_tolerance) {
        return make(detail::Secrets(secrets), tolerance);
    }

    /// Verifies a request by the system clock, as Verifier::try_verify does, and only then reads its
    /// action.
    Result<Action> try_construct_action(Bytes payload, HeaderValue header) const {
        hookseal_action *action = nullptr;
        const auto status = hookseal_construct_action(handle_.get(), payload.data(), payload.size(),
                                                      header.data(), header.size(), &action);
        return {status, Action(action)};
    }

    /// Like try_construct_action, but `now_ms` (milliseconds since the Unix epoch) is the current time.
    Result<Action> try_construct_action_at(Bytes payload, HeaderValue header,
                                           std::int64_t now_ms) const {
        hookseal_action *action = nullptr;
        const auto status =
            hookseal_construct_action_at(handle_.get(), payload.data(), payload.size(),
                                         header.data(), header.size(), now_ms, &action);
        return {status, Action(action)};
    }

    /// The signed answer to an action, by the system clock: the body to answer with, unchanged. Fails
    /// with HOOKSEAL_INVALID_ARGUMENT if the message is too long or not UTF-8.
    Result<std::string> try_sign_response(const Action &action, const Verdict &verdict) const {
        char answer[HOOKSEAL_ACTION_RESPONSE_SIZE] = "";
        const auto message = verdict.message();
        const auto status =
            hookseal_sign_action_response(handle_.get(), action.handle(), verdict.value(),
                                          message.data(), message.size(), answer, sizeof answer);
        return {status, answer};
    }

    /// Like try_sign_response, but `now_ms` (milliseconds since the Unix epoch) is the current time.
    Result<std::string> try_sign_response_at(const Action &action, const Verdict &verdict,
                                             std::int64_t now_ms) const {
        char answer[HOOKSEAL_ACTION_RESPONSE_SIZE] = "";
        const auto message = verdict.message();
        const auto status = hookseal_sign_action_response_at(
            handle_.get(), action.handle(), verdict.value(), message.data(), message.size(), now_ms,
            answer, sizeof answer);
        return {status, answer};
    }

#ifdef HOOKSEAL_EXCEPTIONS
    /// Like try_make, but throws ConfigurationError.
    explicit ActionVerifier(Bytes secret, Tolerance tolerance = default_action_tolerance)
        : ActionVerifier(try_make(secret, tolerance).value()) {}

    /// Like try_make, but throws ConfigurationError.
    ActionVerifier(std::initializer_list<Bytes> secrets,
                   Tolerance tolerance = default_action_tolerance)
        : ActionVerifier(try_make(secrets, tolerance).value()) {}

    /// Like try_make, but throws ConfigurationError.
    template <class Range, std::enable_if_t<detail::has_secrets<Range>, int> = 0>
    explicit ActionVerifier(const Range &secrets, Tolerance tolerance = default_action_tolerance)
        : ActionVerifier(try_make(secrets, tolerance).value()) {}

    /// Like try_construct_action, but throws VerificationError.
    Action construct_action(Bytes payload, HeaderValue header) const {
        return try_construct_action(payload, header).value();
    }

    /// Like try_construct_action_at, but throws VerificationError.
    Action construct_action_at(Bytes payload, HeaderValue header, std::int64_t now_ms) const {
        return try_construct_action_at(payload, header, now_ms).value();
    }

    /// Like try_sign_response, but throws std::invalid_argument.
    std::string sign_response(const Action &action, const Verdict &verdict) const {
        return try_sign_response(action, verdict).value();
    }

    /// Like try_sign_response_at, but throws std::invalid_argument.
    std::string sign_response_at(const Action &action, const Verdict &verdict,
                                 std::int64_t now_ms) const {
        return try_sign_response_at(action, verdict, now_ms).value();
    }
#endif

private:
    explicit ActionVerifier(hookseal_action_verifier *handle) noexcept : handle_(handle) {}

    static Result<ActionVerifier> make(const detail::Secrets &secrets, Tolerance tolerance) {
        hookseal_action_verifier *verifier = nullptr;
        const auto status = hookseal_action_verifier_new(secrets.data(), secrets.size(),
                                                         detail::seconds(tolerance), &verifier);
        return {status, ActionVerifier(verifier)};
    }

    struct Free {
        void operator()(hookseal_action_verifier *handle) const noexcept {
            hookseal_action_verifier_free(handle);
        }
    };
    std::unique_ptr<hookseal_action_verifier, Free> handle_;
};

/// Reads an event from a payload that your own program has verified before, such as a stored one. It
/// proves nothing about where the payload comes from. Can fail with HOOKSEAL_INVALID_PAYLOAD.
inline Result<Event> try_read_event(Bytes payload) {
    hookseal_event *event = nullptr;
    const auto status = hookseal_event_read(payload.data(), payload.size(), &event);
    return {status, Event(event)};
}

/// Judges a request by its headers alone. Call this before you read the body: it refuses a
/// compressed body, and one that is longer than the limit. Returns the length that the request
/// states. It is 0 for a chunked body, whose bytes you must count as they arrive. Can fail with
/// HOOKSEAL_UNSUPPORTED_ENCODING and HOOKSEAL_PAYLOAD_TOO_LARGE.
inline Result<std::uint64_t> try_admit(HeaderValue content_encoding, HeaderValue content_length,
                                       std::uint64_t limit = default_body_limit) {
    std::uint64_t stated = 0;
    const auto status =
        hookseal_admit(content_encoding.data(), content_encoding.size(), content_length.data(),
                       content_length.size(), limit, &stated);
    return {status, std::move(stated)};
}

/// Finds the value of the signature header among all headers of a request. Pass any range of pairs of
/// a name and a value, such as a std::map or a std::vector of std::pair. Upper and lower case in names
/// do not matter. Several values are joined with ", ". Returns std::nullopt if there is no such header;
/// `verify` takes that as an absent header.
template <class Headers> std::optional<std::string> find_header(const Headers &headers) {
    static_assert(
        std::is_reference_v<decltype(*std::begin(headers))>,
        "the headers must outlive the call: pass a container, not a range that makes them");
    std::vector<hookseal_header> list;
    for (const auto &[name, value] : headers) {
        const Bytes name_bytes(name), value_bytes(value);
        list.push_back(
            {{name_bytes.data(), name_bytes.size()}, {value_bytes.data(), value_bytes.size()}});
    }
    char value[HOOKSEAL_HEADER_VALUE_SIZE];
    std::size_t size = 0;
    if (hookseal_find_header(list.data(), list.size(), value, &size) != HOOKSEAL_OK) {
        return std::nullopt;
    }
    return std::string(value, size);
}

/// Signs a payload as WorkOS would at `timestamp_ms` (milliseconds since the Unix epoch), and
/// returns the value of the signature header. Use it to test an endpoint. Can fail with
/// HOOKSEAL_INVALID_SECRET, and with HOOKSEAL_INVALID_ARGUMENT for a timestamp that no header can
/// contain.
inline Result<std::string> try_sign(Bytes secret, Bytes payload, std::int64_t timestamp_ms) {
    char header[HOOKSEAL_HEADER_SIZE] = "";
    const auto status = hookseal_sign(secret.data(), secret.size(), payload.data(), payload.size(),
                                      timestamp_ms, header, sizeof header);
    return {status, header};
}

/// What is wrong with a delivery. It can be moved, not copied. Its views are valid as long as it lives.
class Diagnosis {
public:
    /// One accident that explains the refusal.
    struct Finding {
        /// Stable, and the same in every language: "payload_newline_added", ...
        std::string_view code;
        /// One sentence: what happened.
        std::string_view message;
        /// One sentence: what to do.
        std::string_view advice;
    };

    /// "ok", or the code of the error that verifying the delivery gives with the usual tolerance.
    std::string_view code() const noexcept { return text(hookseal_diagnosis_code(handle_.get())); }

    /// What explains the refusal, the most telling first. Empty if nothing does, or if all is well.
    std::vector<Finding> findings() const {
        std::vector<Finding> all(hookseal_diagnosis_finding_count(handle_.get()));
        for (std::size_t i = 0; i < all.size(); i++) {
            all[i] = {text(hookseal_diagnosis_finding_code(handle_.get(), i)),
                      text(hookseal_diagnosis_finding_message(handle_.get(), i)),
                      text(hookseal_diagnosis_finding_advice(handle_.get(), i))};
        }
        return all;
    }

    /// One or two sentences: what was found, or that nothing was.
    std::string_view summary() const noexcept {
        return text(hookseal_diagnosis_summary(handle_.get()));
    }

    /// If nothing was found: the codes of the findings that were tried in vain.
    std::vector<std::string_view> ruled_out() const { return list(hookseal_diagnosis_ruled_out); }

    /// If nothing was found: what to check next, the most likely first.
    std::vector<std::string_view> next_steps() const { return list(hookseal_diagnosis_next_step); }

    /// All of it as a text of a few lines, for people.
    std::string_view to_string() const noexcept {
        return text(hookseal_diagnosis_text(handle_.get()));
    }

    /// Takes ownership of a handle from a C function.
    explicit Diagnosis(hookseal_diagnosis *handle) noexcept : handle_(handle) {}

private:
    static std::string_view text(const char *text) noexcept {
        return text ? std::string_view(text) : std::string_view();
    }

    std::vector<std::string_view> list(const char *(*get)(const hookseal_diagnosis *,
                                                          std::size_t)) const {
        std::vector<std::string_view> all;
        while (const char *next = get(handle_.get(), all.size())) {
            all.emplace_back(next);
        }
        return all;
    }

    struct Free {
        void operator()(hookseal_diagnosis *handle) const noexcept {
            hookseal_diagnosis_free(handle);
        }
    };
    std::unique_ptr<hookseal_diagnosis, Free> handle_;
};

/// @cond internal
namespace detail {
inline Result<Diagnosis> diagnose(Bytes payload, HeaderValue header, const Secrets &secrets,
                                  std::int64_t now_ms) {
    hookseal_diagnosis *diagnosis = nullptr;
    const auto status =
        hookseal_diagnose(payload.data(), payload.size(), header.data(), header.size(),
                          secrets.data(), secrets.size(), now_ms, &diagnosis);
    return {status, Diagnosis(diagnosis)};
}
} // namespace detail
/// @endcond

/// Says why a delivery is refused, for development and support. It tries again what usually goes wrong,
/// which takes far longer than to verify, so do not call it for every request. The secret may also be one
/// that Verifier refuses. `now_ms` (milliseconds since the Unix epoch) is the current time.
inline Result<Diagnosis> try_diagnose(Bytes payload, HeaderValue header, Bytes secret,
                                      std::int64_t now_ms) {
    return detail::diagnose(payload, header, detail::Secrets(secret), now_ms);
}

/// Takes the secrets of a rotation.
inline Result<Diagnosis> try_diagnose(Bytes payload, HeaderValue header,
                                      std::initializer_list<Bytes> secrets, std::int64_t now_ms) {
    return detail::diagnose(payload, header, detail::Secrets(secrets), now_ms);
}

/// Takes the secrets in a container of strings.
template <class Range, std::enable_if_t<detail::has_secrets<Range>, int> = 0>
Result<Diagnosis> try_diagnose(Bytes payload, HeaderValue header, const Range &secrets,
                               std::int64_t now_ms) {
    return detail::diagnose(payload, header, detail::Secrets(secrets), now_ms);
}

#ifdef HOOKSEAL_EXCEPTIONS
/// Like try_diagnose, but throws std::logic_error if hookseal itself fails.
inline Diagnosis diagnose(Bytes payload, HeaderValue header, Bytes secret, std::int64_t now_ms) {
    return try_diagnose(payload, header, secret, now_ms).value();
}

/// Like try_diagnose, but throws std::logic_error if hookseal itself fails.
inline Diagnosis diagnose(Bytes payload, HeaderValue header, std::initializer_list<Bytes> secrets,
                          std::int64_t now_ms) {
    return try_diagnose(payload, header, secrets, now_ms).value();
}

/// Like try_diagnose, but throws std::logic_error if hookseal itself fails.
template <class Range, std::enable_if_t<detail::has_secrets<Range>, int> = 0>
Diagnosis diagnose(Bytes payload, HeaderValue header, const Range &secrets, std::int64_t now_ms) {
    return try_diagnose(payload, header, secrets, now_ms).value();
}

/// Like try_read_event, but throws VerificationError.
inline Event read_event(Bytes payload) { return try_read_event(payload).value(); }

/// Like try_admit, but throws VerificationError.
inline std::uint64_t admit(HeaderValue content_encoding, HeaderValue content_length,
                           std::uint64_t limit = default_body_limit) {
    return try_admit(content_encoding, content_length, limit).value();
}

/// Like try_sign, but throws ConfigurationError, or std::invalid_argument for the timestamp.
inline std::string sign(Bytes secret, Bytes payload, std::int64_t timestamp_ms) {
    return try_sign(secret, payload, timestamp_ms).value();
}
#endif

} // namespace hookseal

#endif // HOOKSEAL_HPP
