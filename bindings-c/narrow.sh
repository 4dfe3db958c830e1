#!/bin/sh
# narrow.sh SHARED OUT STATIC...: writes cargo's static library, and others that it needs, to OUT with only
# the symbols that the shared one (or its import library) exports. Cargo's own also defines the symbols of
# Rust's standard library, so a program could not link a second library written in Rust. Four fifths of it
# are never used.
set -e
shared=$1
out=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
case $shared in
*.so) table=-D rename= ;;
*)
    # The C runtime of a program has _tls_used. ld wants it at once, so it gets another name meanwhile.
    table=-g rename=--redefine-sym=hookseal_tls_used=_tls_used
    "$OBJCOPY" --redefine-sym=_tls_used=hookseal_tls_used "$1" "$work/renamed.a"
    set -- "$work/renamed.a"
    ;;
esac
# Zig's library for Windows exports more.
symbols=$("$NM" $table --defined-only "$shared" | awk '$2 == "T" && /hookseal_/ { print $3 }')
echo "$symbols" > "$work/symbols"
"$LD" -r --force-group-allocation -o "$work/hookseal.o" $(echo "$symbols" | sed 's/^/-u /') "$@"
# Some parts still have LLVM bitcode. Remove it, because a linker plugin would use it in place of all code.
# .drectve tells linkers for Windows not to export symbols that are no longer there.
"$OBJCOPY" --strip-unneeded --keep-global-symbols="$work/symbols" \
    -R .llvmbc -R .llvmcmd -R .drectve $rename "$work/hookseal.o"
"$AR" rcsD "$work/libhookseal.a" "$work/hookseal.o"
cmp -s "$work/libhookseal.a" "$out" || cp "$work/libhookseal.a" "$out"
