package dev.gpumock.cdi.judge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Root file systems of three families of images, made of what this machine has, each with the probe
 * for its C library. None has a loader cache that knows the driver.
 */
enum ContainerImage {
  /** /lib and /lib64 are real directories; the loader searches /usr/lib/x86_64-linux-gnu. */
  DEBIAN {
    @Override
    void fill(Path root) throws IOException {
      Files.createDirectories(root.resolve("lib/x86_64-linux-gnu"));
      Files.createDirectories(root.resolve("lib64"));
      copy(LOADER, root.resolve("lib64/ld-linux-x86-64.so.2"));
      copy(LIBC, root.resolve("lib/x86_64-linux-gnu/libc.so.6"));
      compile(root, "gcc", "-ldl", "probe.c");
    }
  },
  /** /lib64 is a link; the loader searches /usr/lib64 and no other directory. */
  UBI {
    @Override
    void fill(Path root) throws IOException {
      Files.createDirectories(root.resolve("usr/lib"));
      Files.createDirectories(root.resolve("usr/lib64"));
      Files.createSymbolicLink(root.resolve("lib"), Path.of("usr/lib"));
      Files.createSymbolicLink(root.resolve("lib64"), Path.of("usr/lib64"));
      Path loader = root.resolve("usr/lib64/ld-linux-x86-64.so.2");
      Files.write(loader, searchingLib64(Files.readAllBytes(LOADER)));
      loader.toFile().setExecutable(true, false);
      copy(LIBC, root.resolve("usr/lib64/libc.so.6"));
      compile(root, "gcc", "-ldl", "probe.c");
    }
  },
  /** As Alpine: musl, which searches /lib, /usr/local/lib and /usr/lib. */
  MUSL {
    @Override
    void fill(Path root) throws IOException {
      Files.createDirectories(root.resolve("lib"));
      copy(
          Path.of("/lib/ld-musl-x86_64.so.1").toRealPath(),
          root.resolve("lib/ld-musl-x86_64.so.1"));
      compile(root, "musl-gcc", "-ldl", "probe.c");
    }
  },
  /** Nothing but a program that needs nothing, which starts nvidia-smi. */
  SCRATCH {
    @Override
    void fill(Path root) throws IOException {
      compile(root, "gcc", "-static", "start.c");
    }
  };

  private static final Path LOADER = Path.of("/lib64/ld-linux-x86-64.so.2");
  private static final Path LIBC = Path.of("/lib/x86_64-linux-gnu/libc.so.6");

  /** Puts the image's own files into an empty directory. */
  abstract void fill(Path root) throws IOException;

  Path build(Path root) throws IOException {
    for (String directory : List.of("dev", "proc", "sys", "tmp", "etc", "run")) {
      Files.createDirectories(root.resolve(directory));
    }
    fill(root);
    return root;
  }

  /** The directories of Debian's loader, in its read-only data, become Fedora's. */
  private static byte[] searchingLib64(byte[] loader) {
    String text = new String(loader, StandardCharsets.ISO_8859_1);
    text = text.replace("/usr/lib/x86_64-linux-gnu/", "/usr/lib64////////////////");
    text = text.replace("/lib/x86_64-linux-gnu/", "/lib64////////////////");
    text = text.replace("\0/lib/\0/usr/lib/\0", "\0/nil/\0/usr/nil/\0");
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from.toRealPath(), to);
    to.toFile().setExecutable(true, false);
  }

  /** Makes /probe of a source. */
  private static void compile(Path root, String compiler, String option, String source)
      throws IOException {
    Path program = root.resolve("probe");
    Path code = Path.of("src/test/resources/probe", source).toAbsolutePath();
    Judges.Run run =
        Judges.run(List.of(compiler, "-o", program.toString(), code.toString(), option), Map.of());
    if (run.status() != 0) {
      throw new IOException(run.error());
    }
  }
}
