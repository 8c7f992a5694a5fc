package dev.gpumock.cdi.request;

import dev.gpumock.topo.CpuArchitecture;
import java.util.List;
import java.util.Map;

/**
 * What the toolkit's search takes from the process that it runs in.
 *
 * @param path directories to look for programs in before the usual ones
 * @param dataDirectories XDG_DATA_DIRS, which configuration files are looked for in
 * @param kernelRelease {@code uname -r}, a directory of firmware
 */
public record SearchEnvironment(
    List<String> path,
    List<String> dataDirectories,
    String kernelRelease,
    CpuArchitecture architecture) {
  private static final List<String> USUAL_DATA_DIRECTORIES =
      List.of("/usr/local/share", "/usr/share");

  public SearchEnvironment {
    path = List.copyOf(path);
    dataDirectories = List.copyOf(dataDirectories);
  }

  /** A process with no settings of its own: the same result wherever it runs. */
  public static SearchEnvironment plain(CpuArchitecture architecture) {
    return new SearchEnvironment(
        List.of(), USUAL_DATA_DIRECTORIES, System.getProperty("os.version"), architecture);
  }

  /** As the toolkit would find it in a process with this environment. */
  public static SearchEnvironment of(Map<String, String> variables, CpuArchitecture architecture) {
    List<String> data = split(variables.getOrDefault("XDG_DATA_DIRS", ""));
    return new SearchEnvironment(
        split(variables.getOrDefault("PATH", "")),
        data.isEmpty() ? USUAL_DATA_DIRECTORIES : data,
        System.getProperty("os.version"),
        architecture);
  }

  private static List<String> split(String list) {
    return list.isEmpty() ? List.of() : List.of(list.split(":", -1));
  }
}
