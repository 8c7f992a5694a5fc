package dev.gpumock.cdi.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gpumock.cdi.judge.TinyElf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElfLibraryTest {
  @TempDir Path host;

  private Optional<ElfLibrary> read(byte[] content) throws IOException {
    Files.write(host.resolve("lib.so"), content);
    return HostFiles.seenAt(host).library("/lib.so");
  }

  @Test
  void readsMachineAndSoname() throws IOException {
    assertEquals(
        Optional.of(new ElfLibrary(183, List.of("libcuda.so.1"))),
        read(TinyElf.of(183, "libcuda.so.1")));
    assertEquals(Optional.of(new ElfLibrary(62, List.of())), read(TinyElf.of(62, "")));
  }

  @Test
  void whatIsNoLibraryIsAbsent() throws IOException {
    byte[] good = TinyElf.of(62, "libcuda.so.1");
    assertEquals(Optional.empty(), read(new byte[0]));
    assertEquals(Optional.empty(), read("#!/bin/sh, not ELF at all".getBytes()));
    assertEquals(Optional.empty(), read(Arrays.copyOf(good, 80)));
    assertEquals(Optional.empty(), HostFiles.seenAt(host).library("/missing"));
    assertEquals(Optional.empty(), HostFiles.seenAt(host).library("/"));
  }
}
