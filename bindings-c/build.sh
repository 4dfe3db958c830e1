#!/bin/sh
# build.sh OUT: builds the library with cargo. Writes the shared library (for Windows also its import
# library) and the narrowed libhookseal.a into OUT, and the name of their target into OUT/target.
#
# HOOKSEAL_CARGO_BUILD is cargo's subcommand with its options: `build`, or `zigbuild --target ...`.
#
# Cargo's output folder depends on the target, which CARGO_BUILD_TARGET or any .cargo/config.toml may
# set. So this asks cargo for the paths, and cannot pick up an old library of another target.
set -e
here=$(cd "$(dirname "$0")" && pwd)
fail() {
    echo "hookseal: $*" >&2
    exit 1
}

# shellcheck disable=SC2086 # several words
messages=$("${CARGO:-cargo}" ${HOOKSEAL_CARGO_BUILD:-build} --release --manifest-path "$here/Cargo.toml" \
    --message-format=json-render-diagnostics)
built() { # the path of the library with this name, a pattern
    printf '%s\n' "$messages" | grep '"reason":"compiler-artifact"' | grep -o "\"[^\"]*/\($1\)\"" |
        tr -d '"' | sort -u
}
shared=$(built 'libhookseal\.so\|hookseal\.dll')
static=$(built 'libhookseal\.a')
[ "$(printf '%s\n' "$static" | wc -l)" -eq 1 ] ||
    fail "cargo is configured to build for several targets; choose one with CARGO_BUILD_TARGET"

host=$("${RUSTC:-rustc}" -vV | sed -n 's/^host: //p')
target=$(basename "$(dirname "$(dirname "$static")")")
"${RUSTC:-rustc}" --print target-list | grep -qx -- "$target" || target=$host
[ -n "$shared" ] || fail "no shared library for ${CARGO_BUILD_TARGET:-$target}:" \
    "only Linux and Windows (GNU) are supported, and musl only with RUSTFLAGS=-Ctarget-feature=-crt-static"

# The tools that reduce the static library must know the target's format.
prefix=
case $target in
*-windows-gnu) prefix=${target%%-*}-w64-mingw32- ;;
"${host%%-*}"-*) ;;
*) prefix=$(echo "$target" | sed 's/^\([^-]*\)-[^-]*-linux/\1-linux/')- ;;
esac
for tool in LD NM OBJCOPY AR; do
    eval "program=\${$tool:-$prefix$(echo $tool | tr '[:upper:]' '[:lower:]')}"
    command -v "$program" >/dev/null || fail "$program is not installed, and the static library for" \
        "$target needs it; install the binutils of that target, or set LD, NM, OBJCOPY and AR"
    eval "export $tool=\$program"
done

mkdir -p "$1"

# musl-gcc cannot link the unwinder of its gcc, which is built for glibc. Zig's goes into the library. To learn
# where it is, link something with it.
unwinder=
case ${HOOKSEAL_CARGO_BUILD:-build}-$target in
zigbuild*-musl)
    echo 'int unused;' > "$1/unused.c"
    unwinder=$(cargo-zigbuild zig cc -- -target "${target%%-*}-linux-musl" -O2 -v -shared \
        "$1/unused.c" -o "$1/unused.so" -lunwind 2>&1 | grep -o '[^ ]*/libunwind\.a' || true)
    rm -f "$1/unused.c" "$1/unused.so"
    [ -n "$unwinder" ] || fail "zig does not tell where its libunwind.a is"
    ;;
esac

import=$(built 'libhookseal\.dll\.a')
for library in "$shared" $import; do
    cmp -s "$library" "$1/${library##*/}" || cp "$library" "$1/${library##*/}"
done
sh "$here/narrow.sh" "${import:-$shared}" "$1/libhookseal.a" "$static" $unwinder
echo "$target" > "$1/target"
