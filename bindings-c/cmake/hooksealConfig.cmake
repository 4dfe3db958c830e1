# hookseal::hookseal is the shared library, hookseal::hookseal-static the static one.
get_filename_component(_hookseal_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)

if(NOT TARGET hookseal::hookseal)
  add_library(hookseal::hookseal SHARED IMPORTED)
  set_target_properties(hookseal::hookseal PROPERTIES
    IMPORTED_LOCATION "${_hookseal_prefix}/lib/libhookseal.so"
    IMPORTED_SONAME "libhookseal.so.0"
    INTERFACE_INCLUDE_DIRECTORIES "${_hookseal_prefix}/include")

  add_library(hookseal::hookseal-static STATIC IMPORTED)
  set_target_properties(hookseal::hookseal-static PROPERTIES
    IMPORTED_LOCATION "${_hookseal_prefix}/lib/libhookseal.a"
    INTERFACE_INCLUDE_DIRECTORIES "${_hookseal_prefix}/include"
    INTERFACE_LINK_LIBRARIES "gcc_s;util;rt;pthread;m;dl")
endif()
unset(_hookseal_prefix)
