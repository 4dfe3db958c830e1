# Finds the library relative to this file, so that the prefix can be moved. `make install` installs this
# file into LIBDIR/cmake/hookseal, cargo-c into share/cmake/hookseal.
foreach(_hookseal_try IN ITEMS "../../.." "../../../..")
  get_filename_component(_hookseal_prefix "${CMAKE_CURRENT_LIST_DIR}/${_hookseal_try}" ABSOLUTE)
  if(EXISTS "${_hookseal_prefix}/include/hookseal.h")
    break()
  endif()
endforeach()
foreach(_hookseal_try IN ITEMS "${CMAKE_CURRENT_LIST_DIR}/../.."
    "${_hookseal_prefix}/lib/${CMAKE_LIBRARY_ARCHITECTURE}"
    "${_hookseal_prefix}/lib64" "${_hookseal_prefix}/lib")
  get_filename_component(_hookseal_libdir "${_hookseal_try}" ABSOLUTE)
  if(EXISTS "${_hookseal_libdir}/libhookseal.a")
    break()
  endif()
endforeach()

set(_hookseal_include "${_hookseal_prefix}/include")
include("${CMAKE_CURRENT_LIST_DIR}/hooksealTargets.cmake")
unset(_hookseal_prefix)
unset(_hookseal_libdir)
unset(_hookseal_include)
