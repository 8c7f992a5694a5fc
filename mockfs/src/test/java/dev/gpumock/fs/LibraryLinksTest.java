package dev.gpumock.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Links as drivers 550 and 575 have been seen with. */
class LibraryLinksTest {
  @Test
  void eachLibraryHasItsOwn() {
    assertEquals(List.of("libcuda.so.1", "libcuda.so"), LibraryLinks.of("libcuda"));
    assertEquals(
        List.of("libnvidia-nvvm.so.4", "libnvidia-nvvm.so"), LibraryLinks.of("libnvidia-nvvm"));
    assertEquals(List.of("libnvidia-opencl.so.1"), LibraryLinks.of("libnvidia-opencl"));
    assertEquals(List.of(), LibraryLinks.of("libnvidia-gpucomp"));
  }
}
