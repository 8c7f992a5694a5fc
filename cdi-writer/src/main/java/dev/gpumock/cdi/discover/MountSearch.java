package dev.gpumock.cdi.discover;

import dev.gpumock.cdi.spec.ContainerPath;
import dev.gpumock.cdi.spec.HostPath;
import dev.gpumock.cdi.spec.Mount;
import dev.gpumock.cdi.spec.SlashPath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Makes mounts of located files: each file once, at its path without the root. */
final class MountSearch {
  private MountSearch() {}

  /**
   * @param locate gives the files of a pattern
   * @param patterns what is looked for; what is not there is left out
   */
  static List<Mount> find(
      String root,
      Function<String, List<String>> locate,
      List<String> patterns,
      List<String> options) {
    Set<String> located = new LinkedHashSet<>();
    patterns.forEach(pattern -> located.addAll(locate.apply(pattern)));
    List<Mount> mounts = new ArrayList<>();
    for (String path : located) {
      mounts.add(Mount.bind(new HostPath(path), containerPath(root, path), options));
    }
    return mounts;
  }

  /** The root goes as text; what lies outside of it keeps its path. */
  static ContainerPath containerPath(String root, String path) {
    String clean = SlashPath.join("/", root);
    String relative = clean.equals("/") ? path : SlashPath.withoutPrefix(path, clean);
    return new ContainerPath(relative.isEmpty() ? path : relative);
  }
}
