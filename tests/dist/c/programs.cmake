# The programs of both CMake projects.
foreach(language c cpp)
  add_executable(${language}-shared ../consumer.${language})
  target_link_libraries(${language}-shared PRIVATE hookseal::hookseal)
  add_executable(${language}-static ../consumer.${language})
  target_link_libraries(${language}-static PRIVATE hookseal::hookseal-static)
endforeach()
