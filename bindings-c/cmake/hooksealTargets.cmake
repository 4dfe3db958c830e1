# Defines hookseal::hookseal (the shared library) and hookseal::hookseal-static (the static one). Set
# _hookseal_libdir and _hookseal_include before, to the folders of both libraries and of the headers.
# _hookseal_scope may be GLOBAL.
if(NOT TARGET hookseal::hookseal)
  add_library(hookseal::hookseal SHARED IMPORTED ${_hookseal_scope})
  set_target_properties(hookseal::hookseal PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES "${_hookseal_include}")
  if(WIN32)
    set_target_properties(hookseal::hookseal PROPERTIES
      IMPORTED_LOCATION "${_hookseal_include}/../bin/hookseal.dll"
      IMPORTED_IMPLIB "${_hookseal_libdir}/libhookseal.dll.a")
  else()
    set_target_properties(hookseal::hookseal PROPERTIES
      IMPORTED_LOCATION "${_hookseal_libdir}/libhookseal.so"
      IMPORTED_SONAME "libhookseal.so.0")
  endif()

  add_library(hookseal::hookseal-static STATIC IMPORTED ${_hookseal_scope})
  set_target_properties(hookseal::hookseal-static PROPERTIES
    IMPORTED_LOCATION "${_hookseal_libdir}/libhookseal.a"
    INTERFACE_INCLUDE_DIRECTORIES "${_hookseal_include}")
  # rustc also names gcc_s. It is left out, because the compiler adds it or its static counterpart.
  if(WIN32)
    set_target_properties(hookseal::hookseal-static PROPERTIES
      INTERFACE_LINK_LIBRARIES "kernel32;ntdll;userenv;ws2_32;dbghelp")
  else()
    # For musl the library has an unwinder of its own, and musl-gcc leaves out the table that it reads.
    set_target_properties(hookseal::hookseal-static PROPERTIES
      INTERFACE_LINK_LIBRARIES "util;rt;pthread;m;dl;c"
      INTERFACE_LINK_OPTIONS "-Wl,--eh-frame-hdr")
  endif()
endif()
