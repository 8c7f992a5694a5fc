package dev.gpumock.ctl;

import dev.gpumock.cdi.request.SearchEnvironment;
import dev.gpumock.cdi.spec.SlashPath;
import dev.gpumock.cdi.tree.HostFiles;
import dev.gpumock.cdi.tree.Locator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the hooks' program is on the node, as the toolkit settles it. */
record HookProgram(Map<String, String> environment, HostFiles files) {
  private static final String HOOK = "nvidia-cdi-hook";
  private static final String TOOLKIT = "nvidia-ctk";

  /** Where the search of the toolkit ends when PATH does not have them. */
  private static final List<String> USUAL_DIRECTORIES =
      List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

  /**
   * @param given a path, or the name of a program that is looked for; absent: nvidia-cdi-hook
   * @return relative where PATH is
   */
  String of(Optional<String> given) {
    String name = given.filter(path -> !path.isEmpty()).orElse(HOOK);
    if (name.startsWith("/")) {
      return name;
    }
    return inPath(name)
        .orElse("/usr/bin/" + (SlashPath.name(name).equals(TOOLKIT) ? TOOLKIT : HOOK));
  }

  private Optional<String> inPath(String name) {
    if (name.contains("/")) {
      Locator here = Locator.ofExecutables(files, List.of(""));
      return here.locate(name).stream().findFirst().map(found -> name);
    }
    List<String> directories =
        new ArrayList<>(SearchEnvironment.of(environment, HostCpu.current()).path());
    directories.addAll(USUAL_DIRECTORIES);
    return Locator.ofExecutables(files, Locator.below("", directories)).locate(name).stream()
        .findFirst();
  }
}
