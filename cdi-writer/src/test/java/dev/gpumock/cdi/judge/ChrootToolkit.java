package dev.gpumock.cdi.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * nvidia-ctk inside a directory that is its whole system: so a driver can be at {@code /} or
 * anywhere else, and /sys holds what the test put there.
 */
final class ChrootToolkit {
  static final String PATH = "/opt/bin:/usr/bin:/bin";
  private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

  private final Path master;

  /**
   * @param scratch directory of the file system that the systems are on
   */
  ChrootToolkit(String judge, Path scratch) throws IOException {
    Path program = Judges.path(judge);
    master = Files.createDirectories(scratch.resolve("judges").resolve(judge));
    copy(program, "toolkit");
    String listing = Judges.run(List.of("ldd", program.toString()), Map.of()).text();
    Matcher matcher = LIBRARY.matcher(listing);
    while (matcher.find()) {
      Path library = Path.of(matcher.group(1)).toRealPath();
      String name = library.getFileName().toString();
      copy(library, name.startsWith("ld-linux") ? "loader" : name);
    }
  }

  private void copy(Path from, String name) throws IOException {
    Files.copy(
        from,
        master.resolve(name),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
  }

  /** Links the program and its libraries into a system, where no search of the toolkit looks. */
  void install(Path system) throws IOException {
    Path home = system.resolve("judge").resolve(master.getFileName());
    if (Files.exists(home)) {
      return;
    }
    Files.createDirectories(home);
    Files.createDirectories(system.resolve("tmp"));
    try (Stream<Path> files = Files.list(master)) {
      for (Path file : files.toList()) {
        Files.createLink(home.resolve(file.getFileName()), file);
      }
    }
  }

  Judges.Run generate(Path system, List<String> arguments) throws IOException {
    return cdi(system, "generate", arguments);
  }

  /** Of the specification in a file of the system. */
  Judges.Run transform(Path system, String file, List<String> transform) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("root", "--input", file));
    arguments.addAll(List.of("--from", transform.get(0), "--to", transform.get(1)));
    arguments.addAll(List.of("--relative-to", transform.get(2)));
    return cdi(system, "transform", arguments);
  }

  /** In a mount namespace of its own, as a driver library may mount there what it needs. */
  private Judges.Run cdi(Path system, String verb, List<String> arguments) throws IOException {
    String home = "/judge/" + master.getFileName();
    List<String> command = new ArrayList<>(List.of("env", "-i", "PATH=" + PATH));
    command.addAll(List.of("/usr/bin/unshare", "--mount", "/usr/sbin/chroot", system.toString()));
    command.addAll(List.of(home + "/loader", "--library-path", home, home + "/toolkit"));
    command.addAll(List.of("--quiet", "cdi", verb));
    command.addAll(arguments);
    return Judges.run(command, Map.of());
  }
}
