#include <ctime>
#include <hookseal.hpp>
#include <iostream>

int main() {
    const hookseal::Verifier verifier({"whsec_new", "whsec_old"});

    const std::string body = R"({"id": "event_01"})";
    for (const char *secret : {"whsec_new", "whsec_old"}) {
        const auto header = hookseal::sign(secret, body, std::int64_t{std::time(nullptr)} * 1000);
        const auto verified = verifier.verify(body, header);
        std::cout << "accepted by secret " << verified.secret_index << '\n';
    }
}
