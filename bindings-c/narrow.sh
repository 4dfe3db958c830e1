#!/bin/sh
# narrow.sh SHARED STATIC OUT: writes cargo's static library to OUT with only the symbols that the shared
# one exports. Cargo's own also defines the symbols of Rust's standard library, so a program could not
# link a second library written in Rust. Four fifths of it are never used.
set -e
symbols=$("$NM" -D --defined-only "$1" | awk '{ print $3 }')
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "$symbols" > "$work/symbols"
"$LD" -r --force-group-allocation -o "$work/hookseal.o" $(echo "$symbols" | sed 's/^/-u /') "$2"
# Some parts still have LLVM bitcode. Remove it, because a linker plugin would use it in place of all code.
"$OBJCOPY" --strip-unneeded --keep-global-symbols="$work/symbols" \
    -R .llvmbc -R .llvmcmd "$work/hookseal.o"
"$AR" rcsD "$work/libhookseal.a" "$work/hookseal.o"
cmp -s "$work/libhookseal.a" "$3" || cp "$work/libhookseal.a" "$3"
