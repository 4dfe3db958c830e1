#!/bin/sh
# narrow.sh SHARED STATIC OUT: cargo's static library as OUT, with no symbol but those that the shared
# one exports. As cargo leaves it, it also defines those of Rust's standard library, so that a program
# could not link a second library written in Rust; and four fifths of it are never used.
set -e
symbols=$("$NM" -D --defined-only "$1" | awk '{ print $3 }')
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "$symbols" > "$work/symbols"
"$LD" -r --force-group-allocation -o "$work/hookseal.o" $(echo "$symbols" | sed 's/^/-u /') "$2"
# LLVM's bitcode of some parts stays behind; a linker's plugin would take it for the whole.
"$OBJCOPY" --strip-unneeded --keep-global-symbols="$work/symbols" \
    -R .llvmbc -R .llvmcmd "$work/hookseal.o"
"$AR" rcsD "$work/libhookseal.a" "$work/hookseal.o"
cmp -s "$work/libhookseal.a" "$3" || cp "$work/libhookseal.a" "$3"
