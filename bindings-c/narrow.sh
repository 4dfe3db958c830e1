#!/bin/sh
# narrow.sh SHARED OUT STATIC...: writes cargo's static library, and others that it needs, to OUT with only
# the symbols that the shared one (or its import library) exports. Cargo's own also defines the symbols of Rust's standard library, so a program could not
# link a second library written in Rust. Four fifths of it are never used.
set -e
shared=$1
out=$2
shift 2
# For Windows, ld asks for the TLS directory, which a program gets from its C runtime.
case $shared in
*.so) table=-D format= ;;
*) table=-g format=--defsym=_tls_used=0 ;;
esac
symbols=$("$NM" $table --defined-only "$shared" | awk '$2 == "T" { print $3 }')
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "$symbols" > "$work/symbols"
"$LD" -r --force-group-allocation $format -o "$work/hookseal.o" $(echo "$symbols" | sed 's/^/-u /') "$@"
# Some parts still have LLVM bitcode. Remove it, because a linker plugin would use it in place of all code.
# .drectve tells linkers for Windows not to export symbols that are no longer there.
"$OBJCOPY" --strip-unneeded --keep-global-symbols="$work/symbols" \
    -R .llvmbc -R .llvmcmd -R .drectve "$work/hookseal.o"
"$AR" rcsD "$work/libhookseal.a" "$work/hookseal.o"
cmp -s "$work/libhookseal.a" "$out" || cp "$work/libhookseal.a" "$out"
