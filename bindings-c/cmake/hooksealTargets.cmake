# hookseal::hookseal is the shared library, hookseal::hookseal-static the static one, both from
# _hookseal_libdir, with the headers in _hookseal_include; _hookseal_scope may be GLOBAL.
if(NOT TARGET hookseal::hookseal)
  add_library(hookseal::hookseal SHARED IMPORTED ${_hookseal_scope})
  set_target_properties(hookseal::hookseal PROPERTIES
    IMPORTED_LOCATION "${_hookseal_libdir}/libhookseal.so"
    IMPORTED_SONAME "libhookseal.so.0"
    INTERFACE_INCLUDE_DIRECTORIES "${_hookseal_include}")

  add_library(hookseal::hookseal-static STATIC IMPORTED ${_hookseal_scope})
  set_target_properties(hookseal::hookseal-static PROPERTIES
    IMPORTED_LOCATION "${_hookseal_libdir}/libhookseal.a"
    INTERFACE_INCLUDE_DIRECTORIES "${_hookseal_include}"
    # Not gcc_s, which rustc names too: a compiler adds it, or its static counterpart, as the case is.
    INTERFACE_LINK_LIBRARIES "util;rt;pthread;m;dl;c")
endif()
