#!/bin/sh
# build.sh OUT: builds the library with cargo. Writes libhookseal.so and the narrowed libhookseal.a into
# OUT, and the name of their target into OUT/target.
#
# Cargo's output folder depends on the target, which CARGO_BUILD_TARGET or any .cargo/config.toml may
# set. So this asks cargo for the paths, and cannot pick up an old library of another target.
set -e
here=$(cd "$(dirname "$0")" && pwd)
fail() {
    echo "hookseal: $*" >&2
    exit 1
}

messages=$("${CARGO:-cargo}" build --release --manifest-path "$here/Cargo.toml" \
    --message-format=json-render-diagnostics)
built() { # the path of the library with this suffix
    printf '%s\n' "$messages" | grep '"reason":"compiler-artifact"' | grep -o "\"[^\"]*/libhookseal\\.$1\"" |
        tr -d '"' | sort -u
}
shared=$(built so || true)
static=$(built a || true)
[ "$(printf '%s\n' "$static" | wc -l)" -eq 1 ] ||
    fail "cargo is configured to build for several targets; choose one with CARGO_BUILD_TARGET"

host=$("${RUSTC:-rustc}" -vV | sed -n 's/^host: //p')
target=$(basename "$(dirname "$(dirname "$static")")")
"${RUSTC:-rustc}" --print target-list | grep -qx -- "$target" || target=$host
[ -n "$shared" ] || fail "no libhookseal.so for ${CARGO_BUILD_TARGET:-$target}:" \
    "only Linux is supported, and musl only with RUSTFLAGS=-Ctarget-feature=-crt-static"

# The tools that reduce the static library must know the target's format.
prefix=
[ "${target%%-*}" = "${host%%-*}" ] || prefix=$(echo "$target" | sed 's/^\([^-]*\)-[^-]*-linux/\1-linux/')-
for tool in LD NM OBJCOPY AR; do
    eval "program=\${$tool:-$prefix$(echo $tool | tr '[:upper:]' '[:lower:]')}"
    command -v "$program" >/dev/null || fail "$program is not installed, and the static library for" \
        "$target needs it; install the binutils of that target, or set LD, NM, OBJCOPY and AR"
    eval "export $tool=\$program"
done

mkdir -p "$1"
cmp -s "$shared" "$1/libhookseal.so" || cp "$shared" "$1/libhookseal.so"
sh "$here/narrow.sh" "$shared" "$static" "$1/libhookseal.a"
echo "$target" > "$1/target"
