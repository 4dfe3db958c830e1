#include <cassert>
#include <hookseal.hpp>

constexpr std::int64_t now =
    1'735'000'000'000; // verify_at takes the time, so the test needs no clock

int main() {
    const hookseal::Verifier verifier("whsec_test");
    const std::string body = R"({"id":"event_01","event":"connection.activated","data":{}})";
    const auto header = hookseal::sign("whsec_test", body, now);

    assert(verifier.try_verify_at(body, header, now));
    assert(verifier.try_verify_at("{}", header, now).code() == "signature_mismatch");
    assert(verifier.try_verify_at(body, header, now + 181'000).code() == "timestamp_too_old");
}
