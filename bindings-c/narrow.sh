#!/bin/sh
# narrow.sh BUILT OUT: cargo's static library in the folder BUILT, as OUT, with no symbol but the
# header's. As cargo leaves it, it also defines those of Rust's standard library, so that a program
# could not link a second library written in Rust; and four fifths of it are never used.
set -e
symbols=$(nm -D --defined-only "$1/libhookseal.so" | awk '{ print $3 }')
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "$symbols" > "$work/symbols"
${LD:-ld} -r --force-group-allocation -o "$work/hookseal.o" $(echo "$symbols" | sed 's/^/-u /') "$1/libhookseal.a"
# LLVM's bitcode of some parts stays behind; a linker's plugin would take it for the whole.
${OBJCOPY:-objcopy} --strip-unneeded --keep-global-symbols="$work/symbols" \
    -R .llvmbc -R .llvmcmd "$work/hookseal.o"
${AR:-ar} rcsD "$work/libhookseal.a" "$work/hookseal.o"
cmp -s "$work/libhookseal.a" "$2" || cp "$work/libhookseal.a" "$2"
