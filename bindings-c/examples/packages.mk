# Finds the libraries of the examples. hookseal is installed in PREFIX.
PREFIX     ?= /usr/local
PKG_CONFIG ?= pkg-config

# Some builds of pkg-config, such as pip's, do not search the system's folders.
empty  :=
FOUND  := $(PREFIX)/lib/pkgconfig $(PKG_CONFIG_PATH) /usr/local/lib/pkgconfig \
          /usr/lib/$(shell $(CC) -print-multiarch 2>/dev/null)/pkgconfig \
          /usr/lib64/pkgconfig /usr/lib/pkgconfig /usr/share/pkgconfig
PKG    := PKG_CONFIG_PATH=$(subst $(empty) $(empty),:,$(FOUND)) $(PKG_CONFIG)
LIBS    = $$($(PKG) --libs $(PACKAGES)) -Wl,-rpath,$$($(PKG) --variable=libdir hookseal)
CFLAGS_OF_PACKAGES = $$($(PKG) --cflags $(PACKAGES))

# The Debian packages, which `packages` names if a library is missing.
debian_libmicrohttpd := libmicrohttpd-dev
debian_sqlite3       := libsqlite3-dev
debian_libpq         := libpq-dev
debian_nlohmann_json := nlohmann-json3-dev

.PHONY: packages
packages:
	@$(PKG) --exists hookseal || { echo "missing: hookseal; run make -C bindings-c install PREFIX=$(PREFIX)" >&2; exit 1; }
	@$(foreach package,$(filter-out hookseal,$(PACKAGES)),$(PKG) --exists $(package) || \
	    { echo "missing: $(package); install it (Debian: $(debian_$(package)))" >&2; exit 1; };) true
